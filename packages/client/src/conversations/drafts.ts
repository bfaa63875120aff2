import type { ConversationId } from '@sotto/protocol';
import { ClientError } from '../client-error.ts';
import type { DeviceContext } from '../device-context.ts';
import { readConversation, saveDraft } from './conversation-table.ts';

/** What was begun and not sent; empty when there is nothing. */
export function getDraft({ database }: DeviceContext, conversationId: ConversationId): string {
  return readConversation(database, conversationId)?.draft ?? '';
}

export function keepDraft({ database }: DeviceContext, conversationId: ConversationId, text: string): void {
  database.commit((changes) => {
    if (readConversation(changes, conversationId) === null) throw new ClientError('unknown-conversation');
    saveDraft(changes, conversationId, text);
  });
}
