/** Files: on their way out, at hand, and what was decided about them. What opens them is in the messages. */
export const schemaVersion3: readonly string[] = [
  // Files that are to become a message. options is JSON; paused and failed uploads wait for a decision.
  `create table uploads (
    upload_id text primary key,
    conversation_id text not null,
    caption text not null,
    options text not null,
    created_at integer not null,
    state text not null check (state in ('running', 'paused', 'needs-file', 'failed')),
    failure text,
    request_id text unique
  ) strict, without rowid`,

  // One file of an upload. body: what the message will say of it, but for what is known at the end (JSON).
  // source: under which the platform finds the file again. spooled: all of it lies sealed on this device.
  // sent: what the server has confirmed, for whoever looks; where an upload stands the server says itself.
  `create table upload_files (
    upload_id text not null,
    position integer not null,
    blob_id text not null unique,
    key blob not null,
    bytes integer not null,
    body text not null,
    cleaned integer not null,
    source text,
    fingerprint text not null,
    spooled integer not null default 0,
    announced integer not null default 0,
    sent integer not null default 0,
    ciphertext_hash blob,
    attempts integer not null default 0,
    next_at integer not null default 0,
    primary key (upload_id, position)
  ) strict, without rowid`,

  // Tags of chunks that were sealed, in runs: at the end all of them are needed, and no file is read twice.
  `create table upload_tags (
    blob_id text not null,
    first integer not null,
    tags blob not null,
    primary key (blob_id, first)
  ) strict, without rowid`,

  // Blobs of which a sealed copy is on this device. received: chunks from the beginning that are there and right.
  `create table blob_copies (
    blob_id text primary key,
    bytes integer not null,
    received integer not null default 0,
    complete integer not null default 0,
    used_at integer not null
  ) strict, without rowid`,
  'create index blob_copies_by_use on blob_copies (used_at)',

  // What is known of a file in a message and cannot be seen in the message.
  `create table file_states (
    file_id text primary key,
    message_id text not null,
    state text not null check (state in ('viewed', 'gone', 'damaged'))
  ) strict, without rowid`,
  'create index file_states_by_message on file_states (message_id)',

  // Which messages name which blobs. owned: this account uploaded it.
  `create table message_files (
    message_id text not null,
    blob_id text not null,
    owned integer not null,
    primary key (message_id, blob_id)
  ) strict, without rowid`,
  'create index message_files_by_blob on message_files (blob_id)',

  // What is owed: to have the server keep a blob once it has taken its message, to have it remove one, to drop the
  // sealed copy on this device.
  `create table blob_duties (
    blob_id text not null,
    duty text not null check (duty in ('keep', 'remove', 'drop')),
    message_id text,
    attempts integer not null default 0,
    next_at integer not null default 0,
    primary key (blob_id, duty)
  ) strict, without rowid`,
];
