/** What people put into messages, and what they do with them. */
export const schemaVersion4: readonly string[] = [
  // body: the part as it came, unless the message is one plain text. deleted: a tombstone. expires_seconds
  // counts from reading; expires_at is set when it begins.
  'alter table items add column body blob',
  'alter table items add column reply_to text',
  'alter table items add column thread_id text',
  'alter table items add column sent_at integer not null default 0',
  'alter table items add column forwards integer not null default 0',
  'alter table items add column silent integer not null default 0',
  'alter table items add column mentions_me integer not null default 0',
  'alter table items add column deleted integer not null default 0',
  'alter table items add column expires_seconds integer',
  'alter table items add column expires_at integer',
  'create index items_in_thread on items (thread_id, sort_at, mine, mentions_me) where thread_id is not null',
  `create index items_in_threads on items (conversation_id, thread_id, sort_at, counter, item_id)
     where thread_id is not null`,
  'create index items_quoting on items (reply_to) where reply_to is not null',
  'create index items_expiring on items (expires_at) where expires_at is not null',
  'create index items_mentioning on items (conversation_id, sort_at) where mentions_me = 1 and mine = 0',
  'drop index items_unread',
  `create index items_unread on items (conversation_id, sort_at)
     where mine = 0 and kind <> 'notice' and thread_id is null`,

  // The order of each sending device's contents (REQ-S6): also of those that are no lines of a timeline, and
  // of those that are gone. The hash is over random bytes too, so it says nothing about a text.
  `create table order_links (
    conversation_id text not null,
    sender_id text not null,
    sender_device_id text not null,
    counter integer not null,
    hash blob not null,
    previous blob,
    primary key (conversation_id, sender_id, sender_device_id, counter, hash)
  ) strict, without rowid`,
  `insert into order_links select conversation_id, sender_id, sender_device_id, counter, hash, previous
     from items where counter > 0 and hash is not null`,
  'alter table items drop column hash',
  'alter table items drop column previous',

  // Places in this account's order whose contents will not come: said with the next content.
  `create table skipped_links (
    conversation_id text not null,
    device_id text not null,
    counter integer not null,
    hash blob not null,
    previous blob,
    primary key (conversation_id, device_id, counter, hash)
  ) strict, without rowid`,

  // What people did with messages (edit, reaction, vote ...): one row for each content that says so. Rows are
  // only added, and what they mean together does not depend on the order in which they came.
  // accepted_at: the server's time; null while it is only here. value is JSON; body the part of an edit.
  `create table marks (
    message_id text primary key,
    conversation_id text not null,
    target text not null,
    name text not null,
    author text not null,
    sent_at integer not null,
    accepted_at integer,
    value text not null,
    body blob
  ) strict, without rowid`,
  'create index marks_by_target on marks (target, conversation_id, name)',
  `create index marks_pins on marks (conversation_id) where name = 'pin'`,

  // The same for one's own devices only: stars, follows, reminders. The later one counts.
  `create table own_marks (
    target text not null,
    name text not null,
    conversation_id text not null,
    sent_at integer not null,
    message_id text not null,
    value integer,
    primary key (target, name)
  ) strict, without rowid`,
  'create index own_marks_by_name on own_marks (name, sent_at)',

  // Messages that were here, or would have come, and are not to be shown again.
  `create table departed (
    message_id text primary key,
    conversation_id text not null,
    departed_at integer not null
  ) strict, without rowid`,

  // How far threads were read. Grows only.
  `create table threads (
    thread_id text primary key,
    conversation_id text not null,
    read_through integer not null default 0
  ) strict, without rowid`,

  // What was begun and not sent, where it is not the conversation's own: 'thread:<id>', 'edit:<id>'.
  `create table drafts (
    place text primary key,
    conversation_id text not null,
    text text not null,
    reply_to text
  ) strict, without rowid`,
  'alter table conversations add column draft_reply_to text',

  // The newest message of a conversation while it can be taken back: not in the outbox yet.
  `create table held (
    conversation_id text primary key,
    message_id text not null unique,
    content blob not null,
    due_at integer not null
  ) strict, without rowid`,

  // To be written later. part as in a content; options are JSON.
  `create table scheduled (
    scheduled_id text primary key,
    conversation_id text not null,
    part blob not null,
    options text not null,
    due_at integer not null,
    failed text
  ) strict, without rowid`,

  // When the server had what could not be read: 0 for what was asked for before this was known.
  'alter table repairs add column accepted_at integer not null default 0',

  // Contents of a later version, for the day this device has it.
  `create table kept_contents (
    message_id text primary key,
    conversation_id text not null,
    sender_id text not null,
    sender_device_id text not null,
    accepted_at integer not null,
    content blob not null
  ) strict, without rowid`,

  // Copies that still wait at the server and are to be removed there.
  'create table withdrawals (message_id text primary key) strict, without rowid',

  // Events this person is to be told about; done once it was dismissed.
  `create table reminders (
    message_id text primary key,
    conversation_id text not null,
    due_at integer not null,
    done integer not null default 0
  ) strict, without rowid`,
];
