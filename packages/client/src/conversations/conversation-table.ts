import type { AccountId, ConversationId } from '@sotto/protocol';
import type { OwnAccount } from '../accounts/own-account.ts';
import type { SqlRow } from '../platform/sql-store.ts';
import type { Changes, Reader } from '../store/changes.ts';
import { numberOf, optionalBytes, optionalText, textOf } from '../store/columns.ts';
import { directConversationId } from './direct-conversation-id.ts';

export type ConversationRecord = {
  readonly conversationId: ConversationId;
  readonly kind: 'direct' | 'note-to-self';
  /** The other person; oneself for Note to Self; null until it is known whose it is. */
  readonly personId: AccountId | null;
  readonly createdAt: number;
  /** Everything up to this server time was seen. Grows only. */
  readonly readThrough: number;
  readonly draft: string | null;
  /** Place of this device's newest ordered message here, and its hash (REQ-S6). */
  readonly sentCounter: number;
  readonly sentHash: Uint8Array | null;
};

export function readConversation(reader: Reader, conversationId: ConversationId): ConversationRecord | null {
  const row = reader.first('select * from conversations where conversation_id = ?', [conversationId]);
  return row === undefined ? null : conversationOf(row);
}

export function readConversations(reader: Reader): ConversationRecord[] {
  return reader.all('select * from conversations').map(conversationOf);
}

/** The conversation with somebody, or Note to Self; made when there is none. */
export function ensureDirectConversation(
  changes: Changes,
  self: OwnAccount,
  personId: AccountId,
  now: number,
): ConversationRecord {
  const conversationId = directConversationId(self.accountId, personId);
  return ensureConversation(changes, self, conversationId, personId, now);
}

/** `personId` null: another own device wrote here, and whose conversation it is will be known later. */
export function ensureConversation(
  changes: Changes,
  self: OwnAccount,
  conversationId: ConversationId,
  personId: AccountId | null,
  now: number,
): ConversationRecord {
  const existing = readConversation(changes, conversationId);
  if (existing !== null && (existing.personId !== null || personId === null)) return existing;
  const kind = personId === self.accountId ? 'note-to-self' : 'direct';
  changes.run(
    `insert into conversations (conversation_id, kind, person_id, created_at) values (?, ?, ?, ?)
     on conflict (conversation_id) do update set person_id = excluded.person_id, kind = excluded.kind`,
    [conversationId, kind, personId, now],
  );
  changes.touchConversation(conversationId);
  return readConversation(changes, conversationId) as ConversationRecord;
}

/** Moves the marker forward; a marker never goes back. Says whether it moved. */
export function advanceReadMarker(
  changes: Changes,
  conversationId: ConversationId,
  through: number,
): boolean {
  const moved = changes.run(
    'update conversations set read_through = ? where conversation_id = ? and read_through < ?',
    [through, conversationId, through],
  );
  if (moved > 0) changes.touchConversation(conversationId);
  return moved > 0;
}

export function saveDraft(changes: Changes, conversationId: ConversationId, draft: string): void {
  const kept = draft === '' ? null : draft.replaceAll('\0', '\ufffd');
  const changed = changes.run(
    'update conversations set draft = ? where conversation_id = ? and draft is not ?',
    [kept, conversationId, kept],
  );
  if (changed > 0) changes.touchConversation(conversationId);
}

/** Takes the next place in this device's order here. */
export function advanceSentOrder(
  changes: Changes,
  conversationId: ConversationId,
  counter: number,
  hash: Uint8Array,
): void {
  changes.run('update conversations set sent_counter = ?, sent_hash = ? where conversation_id = ?', [
    counter,
    hash,
    conversationId,
  ]);
}

export function conversationOf(row: SqlRow): ConversationRecord {
  return {
    conversationId: textOf(row, 'conversation_id') as ConversationId,
    kind: textOf(row, 'kind') === 'direct' ? 'direct' : 'note-to-self',
    personId: optionalText(row, 'person_id') as AccountId | null,
    createdAt: numberOf(row, 'created_at'),
    readThrough: numberOf(row, 'read_through'),
    draft: optionalText(row, 'draft'),
    sentCounter: numberOf(row, 'sent_counter'),
    sentHash: optionalBytes(row, 'sent_hash'),
  };
}
