/** Groups. A table with a check that has to grow is made anew under its old name. */
export const schemaVersion2: readonly string[] = [
  // How many people a group message was for, and how many it reached; null where there are no receipts.
  'alter table items add column receipts_of integer',
  'alter table items add column delivered_by integer not null default 0',
  'alter table items add column read_by integer not null default 0',

  // shown: whether the list has it though nothing was said in it. Receipts of groups travel in direct
  // conversations that nobody opened.
  `create table conversations_2 (
    conversation_id text primary key,
    kind text not null check (kind in ('direct', 'note-to-self', 'group')),
    person_id text,
    created_at integer not null,
    read_through integer not null default 0,
    draft text,
    sent_counter integer not null default 0,
    sent_hash blob,
    shown integer not null default 1
  ) strict, without rowid`,
  `insert into conversations_2 (conversation_id, kind, person_id, created_at, read_through, draft,
     sent_counter, sent_hash)
   select conversation_id, kind, person_id, created_at, read_through, draft, sent_counter, sent_hash
     from conversations`,
  'drop table conversations',
  'alter table conversations_2 rename to conversations',
  'create index conversations_by_person on conversations (person_id)',

  // A group as this device stands to it. The columns from name on repeat what the group context says, for
  // lists; what decides is the context in the records.
  `create table groups (
    group_id text primary key,
    standing text not null
      check (standing in ('creating', 'invited', 'member', 'repairing', 'left', 'removed')),
    cause text check (cause in ('fork', 'behind', 'refused')),
    invited_by text,
    suite integer not null,
    epoch integer not null,
    cursor integer not null,
    acknowledged integer not null default 0,
    joined_at integer not null,
    rejoin_key blob not null,
    rejoin_key_seq integer not null,
    rejoin_key_kept integer not null default 0,
    refused_seq integer,
    refused_at integer,
    fresh_before_send integer not null default 0,
    updated_at integer not null,
    sent_since_update integer not null default 0,
    refused_certain integer not null default 0,
    name text not null,
    description text not null,
    picture_type text,
    picture blob,
    history text not null,
    rejoin integer not null,
    created_by text not null,
    created_at integer not null
  ) strict, without rowid`,

  // The MLS state, record by record: they belong to the group cryptography.
  `create table group_records (
    group_id text not null,
    key text not null,
    value blob not null,
    primary key (group_id, key)
  ) strict, without rowid`,

  // Who is at which leaf. joined_at: when this device saw it come; null for those that were there before.
  `create table group_leaves (
    group_id text not null,
    leaf integer not null,
    account_id text not null,
    device_id text not null,
    joined_at integer,
    heard_at integer not null,
    primary key (group_id, leaf)
  ) strict, without rowid`,
  'create index group_leaves_by_account on group_leaves (account_id, group_id)',

  // People and what the group context lets them do; one row for each account that has a leaf.
  `create table group_people (
    group_id text not null,
    account_id text not null,
    role text not null check (role in ('owner', 'admin', 'member')),
    joined_at integer,
    primary key (group_id, account_id)
  ) strict, without rowid`,

  // What this device held in each of the newest epochs, to compare with others (REQ-G5).
  `create table group_epochs (
    group_id text not null,
    epoch integer not null,
    digest blob not null,
    transcript blob not null,
    primary key (group_id, epoch)
  ) strict, without rowid`,

  // What somebody's devices said they hold, and when they were last told what this one does.
  `create table group_claims (
    group_id text not null,
    account_id text not null,
    epoch integer not null,
    digest blob not null,
    heard_at integer not null,
    answered_at integer not null default 0,
    primary key (group_id, account_id)
  ) strict, without rowid`,

  // Wishes of this person that a commit has to make true. body is JSON.
  `create table group_tasks (
    task_id text primary key,
    group_id text not null,
    kind text not null check (kind in ('create', 'add', 'remove', 'role', 'update', 'leave')),
    body text not null,
    created_at integer not null,
    attempts integer not null default 0,
    next_at integer not null default 0,
    refused text
  ) strict, without rowid`,
  'create index group_tasks_by_group on group_tasks (group_id, created_at)',

  // The one commit of a group that is under way: stored before it is sent, so that its fate can be asked for
  // again. submission is the body of its request; leaving is JSON: accounts that go because they
  // wanted to.
  `create table group_pending (
    group_id text primary key,
    commit_id text not null,
    route text not null check (route in ('add', 'remove', 'commit', 'rejoin')),
    target_id text,
    submission text not null,
    commit_hash blob not null,
    removes integer not null,
    leaving text not null,
    attempts integer not null default 0,
    next_at integer not null default 0
  ) strict, without rowid`,
  // How its next epoch differs from the one it was made in.
  `create table group_pending_records (
    group_id text not null,
    key text not null,
    value blob,
    primary key (group_id, key)
  ) strict, without rowid`,

  // Key packages of others that were handed to this device and that no accepted commit has used;
  // reserved_for: the group whose commit under way uses it.
  `create table claimed_key_packages (
    account_id text not null,
    device_id text not null,
    suite integer not null,
    key_package blob not null,
    expires_at integer not null,
    reserved_for text,
    primary key (account_id, device_id, suite)
  ) strict, without rowid`,

  // Groups whose rejoin key was asked for, of whom (JSON), and what was answered (REQ-I6).
  `create table group_key_requests (
    group_id text primary key,
    asked text not null,
    asked_at integer not null,
    answer blob
  ) strict, without rowid`,

  // Our own key packages (REQ-G6), and what the server has not confirmed yet.
  `create table key_packages (
    key_package_id integer primary key,
    suite integer not null,
    reference blob not null unique,
    key_package blob not null,
    private_keys blob not null,
    last_resort integer not null,
    expires_at integer not null,
    created_at integer not null,
    replaced_at integer,
    offered integer not null default 0
  ) strict`,

  // Welcomes that were answered by joining: a replay is refused (REQ-G6).
  'create table used_welcomes (hash blob primary key, used_at integer not null) strict, without rowid',

  // How far one's own messages came with each member.
  `create table group_receipts (
    message_id text not null,
    account_id text not null,
    state text not null check (state in ('delivered', 'read')),
    at integer not null,
    primary key (message_id, account_id)
  ) strict, without rowid`,

  // Messages of a member that are known to be missing, and when to ask for them.
  `create table group_gaps (
    group_id text not null,
    account_id text not null,
    device_id text not null,
    first integer not null,
    last integer not null,
    attempts integer not null default 0,
    next_at integer not null default 0,
    primary key (group_id, account_id, device_id, first)
  ) strict, without rowid`,
];
