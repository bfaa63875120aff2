/**
 * The first layout. Times are Unix milliseconds unless said otherwise, ids are text as on the wire,
 * keys and records are bytes.
 */
export const schemaVersion1: readonly string[] = [
  // Who this device is. One row, from sign-up or sign-in until sign-out.
  `create table account (
    only_row integer primary key check (only_row = 1),
    stage text not null check (stage in ('registering', 'active', 'ended')),
    account_id text not null,
    device_id text not null,
    session_id text not null,
    username text not null,
    display_name text not null,
    role text not null,
    organisation_name text not null,
    first_device integer not null,
    registration_id integer not null,
    identity_public blob not null,
    identity_private blob not null,
    device_identity_public blob not null,
    device_identity_private blob not null,
    device_signature_public blob not null,
    device_signature_private blob not null,
    device_name text not null,
    signed_up_at integer not null,
    access_token text not null,
    access_expires_at integer not null,
    refresh_token text not null,
    refresh_request_id text
  ) strict`,

  // Single values: cursor, incarnation, preferences, counters.
  'create table settings (name text primary key, value any not null) strict, without rowid',

  // People, the identity key pinned for each, and what was decided about it (REQ-I2, REQ-I3).
  `create table people (
    account_id text primary key,
    username text not null,
    display_name text not null,
    role text not null,
    suspended integer not null default 0,
    identity_key blob,
    verified_key blob,
    awaiting_decision integer not null default 0,
    list_version integer not null default 0,
    list_hash blob,
    list_expires_at integer not null default 0,
    list_fetched_at integer not null default 0,
    list_stale integer not null default 1
  ) strict, without rowid`,

  // Devices named by a verified list. A removed one stays, so that what it sent before can be read.
  `create table devices (
    account_id text not null,
    device_id text not null,
    registration_id integer not null,
    identity_key blob not null,
    signature_key blob not null,
    added_at integer not null,
    removed_at integer,
    primary key (account_id, device_id)
  ) strict, without rowid`,

  // Ratchets with one other device: the record belongs to the direct cryptography.
  `create table sessions (
    account_id text not null,
    device_id text not null,
    record blob not null,
    established_at integer not null,
    fresh_before_send integer not null default 0,
    reset_at integer not null default 0,
    primary key (account_id, device_id)
  ) strict`,

  // Our own prekeys: private halves, and what the server is to be told until it has confirmed it.
  `create table prekeys (
    kind text not null check (kind in ('signed', 'one-time', 'kem', 'last-resort-kem')),
    prekey_id integer not null,
    record blob not null,
    created_at integer not null,
    replaced_at integer,
    offer text,
    primary key (kind, prekey_id)
  ) strict, without rowid`,

  // Handshakes answered with a key that may serve twice: a second with the same base key is refused (REQ-S3).
  'create table used_base_keys (base_key blob primary key, used_at integer not null) strict, without rowid',

  `create table conversations (
    conversation_id text primary key,
    kind text not null check (kind in ('direct', 'note-to-self')),
    person_id text,
    created_at integer not null,
    read_through integer not null default 0,
    draft text,
    sent_counter integer not null default 0,
    sent_hash blob
  ) strict, without rowid`,
  'create index conversations_by_person on conversations (person_id)',

  // Rows of timelines. sort_at is the server's time once it is known, and behind everything before;
  // counter breaks ties of one sender; written_at is this device's clock.
  `create table items (
    row_id integer primary key,
    item_id text not null unique,
    conversation_id text not null,
    kind text not null check (kind in ('message', 'notice', 'placeholder')),
    sender_id text not null,
    sender_device_id text not null,
    mine integer not null,
    sort_at integer not null,
    written_at integer not null default 0,
    counter integer not null,
    text text,
    detail text,
    state text,
    failure text,
    gap integer not null default 0,
    hash blob,
    previous blob,
    request_id text unique
  ) strict`,
  'create index items_in_order on items (conversation_id, sort_at, counter, item_id)',
  `create index items_unread on items (conversation_id, sort_at) where mine = 0 and kind <> 'notice'`,
  'create index items_by_sender on items (conversation_id, sender_id, sender_device_id, counter) where counter > 0',

  // What is to be sent, in order. envelopes is the submission once it is encrypted.
  `create table outbox (
    entry_id integer primary key autoincrement,
    message_id text not null unique,
    conversation_id text not null,
    audience text not null check (audience in ('conversation', 'person', 'own-devices')),
    content blob not null,
    expires_at integer,
    failed integer not null default 0,
    attempts integer not null default 0,
    next_at integer not null default 0,
    envelopes blob
  ) strict`,
  'create index outbox_by_conversation on outbox (conversation_id, entry_id) where failed = 0',
  `create index outbox_written on outbox (entry_id) where failed = 0 and audience = 'conversation'`,

  // What was sent, by this device or another of one's own, for devices that could not read it and ask again.
  `create table retry_cache (
    message_id text primary key,
    conversation_id text not null,
    sender_device_id text not null,
    content blob not null,
    sent_at integer not null
  ) strict, without rowid`,

  // Messages taken in, so that each is accepted once (REQ-S6).
  'create table seen (message_id text primary key, seen_at integer not null) strict, without rowid',

  // Receipts waiting to travel together.
  `create table due_receipts (
    message_id text primary key,
    conversation_id text not null,
    status integer not null
  ) strict, without rowid`,

  // Messages that could not be read, and when to ask for them again.
  `create table repairs (
    message_id text primary key,
    sender_id text not null,
    sender_device_id text not null,
    attempts integer not null default 0,
    next_at integer not null default 0
  ) strict, without rowid`,
];
