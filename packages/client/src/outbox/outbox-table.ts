import type { ConversationId, DeviceId, MessageId } from '@sotto/protocol';
import type { SqlRow } from '../platform/sql-store.ts';
import type { Changes, Reader } from '../store/changes.ts';
import { bytesOf, numberOf, optionalBytes, optionalNumber, textOf } from '../store/columns.ts';
import { keepForRetry } from './retry-cache.ts';

/**
 * Who is to read an entry: everybody in the conversation and one's own other devices, the other person
 * only (receipts), or one's own other devices only (read markers).
 */
export type Audience = 'conversation' | 'person' | 'own-devices';

export type OutboxEntry = {
  readonly entryId: number;
  readonly messageId: MessageId;
  readonly conversationId: ConversationId;
  readonly audience: Audience;
  readonly content: Uint8Array;
  /** Worth nothing after this: typing, presence. */
  readonly expiresAt: number | null;
  readonly attempts: number;
  readonly nextAt: number;
  /** The encoded submission, once the entry was encrypted. */
  readonly envelopes: Uint8Array | null;
};

const empty = new Uint8Array();

export type NewEntry = Pick<
  OutboxEntry,
  'messageId' | 'conversationId' | 'audience' | 'content' | 'expiresAt'
>;

/** Queues what is to be sent, and keeps it for devices that will ask for it again. */
export function enqueue(changes: Changes, entry: NewEntry, sender: DeviceId, now: number): void {
  const { messageId, conversationId, audience, content, expiresAt } = entry;
  changes.run(
    'insert into outbox (message_id, conversation_id, audience, content, expires_at) values (?, ?, ?, ?, ?)',
    [messageId, conversationId, audience, content, expiresAt],
  );
  // Of what is worth nothing later only the name is kept: asked for, it is answered with nothing.
  keepForRetry(changes, messageId, conversationId, sender, expiresAt === null ? content : empty, now);
  changes.touchOutbox();
}

/** Conversations with something to send, the one that waits longest first. */
export function waitingConversations(reader: Reader): ConversationId[] {
  return reader
    .all(
      'select conversation_id from outbox where failed = 0 group by conversation_id order by min(entry_id)',
    )
    .map((row) => textOf(row, 'conversation_id') as ConversationId);
}

/** The head of a conversation's queue; entries that failed wait for a decision and are not in it. */
export function readOutbox(reader: Reader, conversationId: ConversationId, count: number): OutboxEntry[] {
  return reader
    .all('select * from outbox where conversation_id = ? and failed = 0 order by entry_id limit ?', [
      conversationId,
      count,
    ])
    .map(entryOf);
}

/** The encoded submission of an entry that was encrypted. */
export function readEnvelopes(reader: Reader, messageId: string): Uint8Array | null {
  const row = reader.first('select envelopes from outbox where message_id = ?', [messageId]);
  return row === undefined ? null : optionalBytes(row, 'envelopes');
}

export function readEntry(reader: Reader, messageId: string): OutboxEntry | null {
  const row = reader.first('select * from outbox where message_id = ?', [messageId]);
  return row === undefined ? null : entryOf(row);
}

/** How many messages a person wrote are still here. */
export function countQueued(reader: Reader): number {
  const row = reader.first(
    `select count(*) as queued from outbox where failed = 0 and audience = 'conversation'`,
  );
  return row === undefined ? 0 : numberOf(row, 'queued');
}

export function setEnvelopes(changes: Changes, messageId: string, envelopes: Uint8Array | null): void {
  changes.run('update outbox set envelopes = ? where message_id = ?', [envelopes, messageId]);
}

export function postpone(changes: Changes, messageId: string, nextAt: number): void {
  changes.run('update outbox set attempts = attempts + 1, next_at = ? where message_id = ?', [
    nextAt,
    messageId,
  ]);
}

export function setFailed(changes: Changes, messageId: string, failed: boolean): void {
  changes.run(
    'update outbox set failed = ?, attempts = 0, next_at = 0, envelopes = null where message_id = ?',
    [failed ? 1 : 0, messageId],
  );
  changes.touchOutbox();
}

export function removeEntry(changes: Changes, messageId: string): void {
  changes.run('delete from outbox where message_id = ?', [messageId]);
  changes.touchOutbox();
}

export function removeExpired(changes: Changes, now: number): void {
  changes.run('delete from outbox where expires_at < ?', [now]);
}

function entryOf(row: SqlRow): OutboxEntry {
  return {
    entryId: numberOf(row, 'entry_id'),
    messageId: textOf(row, 'message_id') as MessageId,
    conversationId: textOf(row, 'conversation_id') as ConversationId,
    audience: audienceOf(textOf(row, 'audience')),
    content: bytesOf(row, 'content'),
    expiresAt: optionalNumber(row, 'expires_at'),
    attempts: numberOf(row, 'attempts'),
    nextAt: numberOf(row, 'next_at'),
    envelopes: optionalBytes(row, 'envelopes'),
  };
}

function audienceOf(text: string): Audience {
  return text === 'person' || text === 'own-devices' ? text : 'conversation';
}
