import type { ConversationId } from '@sotto/protocol';
import type { MessageReceipt } from '../api/group.ts';
import type { DeviceContext } from '../device-context.ts';
import { namesIn } from '../people/names.ts';
import { readMembers } from './member-table.ts';
import { readReceipts } from './receipts.ts';

const rank = { read: 0, delivered: 1, sent: 2 } as const;

/** How far one's own message has come with each member, those who read it first. */
export function messageReceipts(
  { database, self }: Pick<DeviceContext, 'database' | 'self'>,
  groupId: ConversationId,
  messageId: string,
): MessageReceipt[] {
  const row = database.first(
    'select receipts_of from items where item_id = ? and conversation_id = ? and mine = 1',
    [messageId, groupId],
  );
  if (typeof row?.['receipts_of'] !== 'number') return [];
  const names = namesIn(database, self.accountId);
  const heard = new Map(readReceipts(database, messageId).map((one) => [one.accountId, one]));
  const people = new Set([...readMembers(database, groupId).map((one) => one.accountId), ...heard.keys()]);
  people.delete(self.accountId);
  return [...people]
    .map((accountId): MessageReceipt => {
      const receipt = heard.get(accountId);
      return { person: names(accountId), state: receipt?.state ?? 'sent', at: receipt?.at ?? null };
    })
    .sort((a, b) => rank[a.state] - rank[b.state] || a.person.name.localeCompare(b.person.name));
}
