import type { AccountId, ConversationId } from '@sotto/protocol';
import { routes } from '@sotto/protocol/http';
import type { DeviceContext } from '../device-context.ts';
import { readPerson, savePerson } from '../people/person-table.ts';
import { ensureDirectConversation } from './conversation-table.ts';

/** The conversation with somebody, or with oneself. Somebody new is looked up first. */
export async function openConversation(
  { database, self, call, platform }: DeviceContext,
  accountId: AccountId,
): Promise<ConversationId> {
  if (readPerson(database, accountId) === null) {
    const account = await call(routes.getAccount, { params: { user_id: accountId } });
    database.commit((changes) => savePerson(changes, account));
  }
  return database.commit(
    (changes) => ensureDirectConversation(changes, self, accountId, platform.clock()).conversationId,
  );
}
