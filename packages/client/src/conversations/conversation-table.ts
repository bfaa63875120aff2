import type { AccountId, ConversationId } from '@sotto/protocol';
import type { OwnAccount } from '../accounts/own-account.ts';
import type { SqlRow } from '../platform/sql-store.ts';
import type { Changes, Reader } from '../store/changes.ts';
import { numberOf, optionalBytes, optionalText, textOf } from '../store/columns.ts';
import { directConversationId } from './direct-conversation-id.ts';

export type ConversationRecord = {
  readonly conversationId: ConversationId;
  readonly kind: 'direct' | 'note-to-self' | 'group';
  /** The other person; oneself for Note to Self; null in a group, and until it is known whose it is. */
  readonly personId: AccountId | null;
  readonly createdAt: number;
  /** Everything up to this server time was seen. Grows only. */
  readonly readThrough: number;
  readonly draft: string | null;
  /** Place of this device's newest ordered message here, and its hash (REQ-S6). */
  readonly sentCounter: number;
  readonly sentHash: Uint8Array | null;
  /** In the list though nothing was said in it: somebody opened it. */
  readonly shown: boolean;
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
  const isComplete = existing !== null && (existing.personId !== null || personId === null);
  if (isComplete && existing.shown) return existing;
  if (isComplete)
    changes.run('update conversations set shown = 1 where conversation_id = ?', [conversationId]);
  else insertDirect(changes, self, { conversationId, personId, now, shown: 1 });
  changes.touchConversation(conversationId);
  return readConversation(changes, conversationId) as ConversationRecord;
}

/**
 * The conversation in which something travels that no person sees (receipts of a group, a request for what
 * could not be read): nobody finds it in the list because of that.
 */
export function ensureCarrier(
  changes: Changes,
  self: OwnAccount,
  personId: AccountId,
  now: number,
): ConversationId {
  const conversationId = directConversationId(self.accountId, personId);
  if (readConversation(changes, conversationId)?.personId == null) {
    insertDirect(changes, self, { conversationId, personId, now, shown: 0 });
  }
  return conversationId;
}

/** `null`: that name belongs to a conversation of another kind. */
export function ensureGroupConversation(
  changes: Changes,
  groupId: ConversationId,
  now: number,
): ConversationRecord | null {
  // Another own device may have read there already.
  changes.run(
    `insert into conversations (conversation_id, kind, created_at) values (?, 'group', ?)
     on conflict (conversation_id) do update set kind = 'group', created_at = excluded.created_at
     where person_id is null and kind <> 'group'`,
    [groupId, now],
  );
  changes.touchConversation(groupId);
  const conversation = readConversation(changes, groupId);
  return conversation?.kind === 'group' ? conversation : null;
}

function insertDirect(
  changes: Changes,
  self: OwnAccount,
  direct: { conversationId: ConversationId; personId: AccountId | null; now: number; shown: 0 | 1 },
): void {
  const kind = direct.personId === self.accountId ? 'note-to-self' : 'direct';
  changes.run(
    `insert into conversations (conversation_id, kind, person_id, created_at, shown) values (?, ?, ?, ?, ?)
     on conflict (conversation_id) do update set person_id = excluded.person_id, kind = excluded.kind`,
    [direct.conversationId, kind, direct.personId, direct.now, direct.shown],
  );
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
    kind: textOf(row, 'kind') as ConversationRecord['kind'],
    personId: optionalText(row, 'person_id') as AccountId | null,
    createdAt: numberOf(row, 'created_at'),
    readThrough: numberOf(row, 'read_through'),
    draft: optionalText(row, 'draft'),
    sentCounter: numberOf(row, 'sent_counter'),
    sentHash: optionalBytes(row, 'sent_hash'),
    shown: numberOf(row, 'shown') === 1,
  };
}
