import type { AccountId, ConversationId } from '@sotto/protocol';
import { groupReceiptsPeopleMax } from '../api/group.ts';
import { advanceState } from '../messages/item-table.ts';
import type { DecryptedMessage } from '../sessions/decrypt-envelope.ts';
import type { Changes, Reader } from '../store/changes.ts';
import { numberOf, textOf } from '../store/columns.ts';
import { readGroup } from './group-table.ts';
import { countMembers, readRole } from './member-table.ts';

/** Whether what comes in a group is answered with receipts: it is small, and this person joined it knowingly. */
export function givesReceipts(reader: Reader, groupId: ConversationId): boolean {
  return readGroup(reader, groupId)?.standing === 'member' && isSmall(reader, groupId);
}

/** Receipts and typing in a larger group would be most of its traffic. */
export function isSmall(reader: Reader, groupId: ConversationId): boolean {
  return countMembers(reader, groupId) <= groupReceiptsPeopleMax;
}

/** A message of one's own left: whom it is for is known now. */
export function expectReceipts(changes: Changes, groupId: ConversationId, messageId: string): void {
  if (!isSmall(changes, groupId)) return;
  const of = countMembers(changes, groupId) - 1;
  if (of < 1) return;
  const changed = changes.run(
    `update items set receipts_of = ? where item_id = ? and conversation_id = ? and kind = 'message'
       and mine = 1 and receipts_of is null`,
    [of, messageId, groupId],
  );
  if (changed > 0) changes.touchConversation(groupId, messageId);
}

/**
 * Takes in how far a message of one's own has come with one member. It is delivered, or read, when it is
 * with everybody.
 *
 * @returns false when it is no message of a group.
 */
export function noteGroupReceipt(
  changes: Changes,
  report: Pick<DecryptedMessage, 'senderId' | 'acceptedAt'>,
  messageId: string,
  state: 'delivered' | 'read',
): boolean {
  const row = changes.first(
    `select i.conversation_id, i.receipts_of from items i join groups g on g.group_id = i.conversation_id
       where i.item_id = ? and i.mine = 1 and i.kind = 'message'`,
    [messageId],
  );
  if (row === undefined) return false;
  const groupId = textOf(row, 'conversation_id') as ConversationId;
  // What somebody who is not in the group says of it counts for nothing.
  if (readRole(changes, groupId, report.senderId) === null) return true;
  const changed = changes.run(
    `insert into group_receipts (message_id, account_id, state, at) values (?, ?, ?, ?)
     on conflict (message_id, account_id) do update set state = 'read', at = excluded.at
     where state = 'delivered' and excluded.state = 'read'`,
    [messageId, report.senderId, state, report.acceptedAt],
  );
  if (changed > 0) count(changes, groupId, messageId);
  return true;
}

function count(changes: Changes, groupId: ConversationId, messageId: string): void {
  changes.run(
    `update items set
       delivered_by = (select count(*) from group_receipts where message_id = items.item_id),
       read_by = (select count(*) from group_receipts where message_id = items.item_id and state = 'read')
     where item_id = ?`,
    [messageId],
  );
  changes.touchConversation(groupId, messageId);
  const row = changes.first('select receipts_of, delivered_by, read_by from items where item_id = ?', [
    messageId,
  ]);
  if (typeof row?.['receipts_of'] !== 'number') return;
  const of = numberOf(row, 'receipts_of');
  if (numberOf(row, 'read_by') >= of) advanceState(changes, groupId, messageId, 'read');
  else if (numberOf(row, 'delivered_by') >= of) advanceState(changes, groupId, messageId, 'delivered');
}

/** How far a message has come with each account that said so. */
export function readReceipts(
  reader: Reader,
  messageId: string,
): { readonly accountId: AccountId; readonly state: 'delivered' | 'read'; readonly at: number }[] {
  return reader
    .all('select account_id, state, at from group_receipts where message_id = ?', [messageId])
    .map((row) => ({
      accountId: textOf(row, 'account_id') as AccountId,
      state: textOf(row, 'state') === 'read' ? 'read' : 'delivered',
      at: numberOf(row, 'at'),
    }));
}
