import type { ConversationId, GroupId } from '@sotto/protocol';
import type { BlobAudience } from '@sotto/protocol/http';
import { ClientError } from '../client-error.ts';
import { readConversation } from '../conversations/conversation-table.ts';
import type { DeviceContext } from '../device-context.ts';

/** For whom the server keeps a file of a conversation. @throws ClientError `unknown-conversation`. */
export function audienceOf(
  { database, self }: Pick<DeviceContext, 'database' | 'self'>,
  conversationId: ConversationId,
): BlobAudience {
  const conversation = readConversation(database, conversationId);
  if (conversation === null) throw new ClientError('unknown-conversation');
  // A group's id is that of its conversation.
  if (conversation.kind === 'group') return { kind: 'group', group_id: conversationId as unknown as GroupId };
  const { personId } = conversation;
  if (personId === null) throw new ClientError('unknown-conversation');
  return { kind: 'accounts', user_ids: [...new Set([self.accountId, personId])] };
}
