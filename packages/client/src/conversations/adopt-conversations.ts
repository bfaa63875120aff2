import type { AccountId, ConversationId } from '@sotto/protocol';
import type { OwnAccount } from '../accounts/own-account.ts';
import type { Changes } from '../store/changes.ts';
import { textOf } from '../store/columns.ts';
import { ensureConversation } from './conversation-table.ts';
import { directConversationId } from './direct-conversation-id.ts';

/**
 * Gives conversations that other own devices began the person they are with: the one whose account id
 * makes their name.
 *
 * @returns how many are still nobody's: their people are not known yet.
 */
export function adoptConversations(changes: Changes, self: OwnAccount): number {
  const orphans = changes.all(
    `select conversation_id from conversations where person_id is null and kind <> 'group'`,
  );
  if (orphans.length === 0) return 0;
  const byConversation = new Map<ConversationId, AccountId>();
  for (const row of changes.all('select account_id from people')) {
    const accountId = textOf(row, 'account_id') as AccountId;
    byConversation.set(directConversationId(self.accountId, accountId), accountId);
  }
  let left = 0;
  for (const row of orphans) {
    const conversationId = textOf(row, 'conversation_id') as ConversationId;
    const personId = byConversation.get(conversationId);
    if (personId === undefined) left += 1;
    else ensureConversation(changes, self, conversationId, personId, 0);
  }
  return left;
}
