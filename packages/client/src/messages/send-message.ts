import { sha256 } from '@sotto/crypto/primitives';
import type { ConversationId, MessageId } from '@sotto/protocol';
import { ClientError } from '../client-error.ts';
import { advanceSentOrder, readConversation, saveDraft } from '../conversations/conversation-table.ts';
import type { DeviceContext } from '../device-context.ts';
import { enqueue } from '../outbox/outbox-table.ts';
import { textOf } from '../store/columns.ts';
import { composedBytesMax, composeText } from './compose-content.ts';
import { insertMessage, newestPlace, pendingPlace } from './item-table.ts';
import { messageIdOf } from './message-id.ts';

/**
 * Accepts a text and shows it: the message, its place in this device's order and its outbox entry are
 * written in one transaction. The draft it was made from goes with it.
 *
 * @param requestId names this call, so that repeating it after a lost answer sends nothing twice.
 * @throws ClientError `message-empty`, `message-too-long`, `unknown-conversation`.
 */
export function sendMessage(
  { database, platform, self }: Pick<DeviceContext, 'database' | 'platform' | 'self'>,
  conversationId: ConversationId,
  text: string,
  requestId: string | null,
): { messageId: MessageId } {
  if (text.trim() === '') throw new ClientError('message-empty');
  const now = platform.clock();
  return database.commit((changes) => {
    const repeated =
      requestId === null
        ? undefined
        : changes.first('select item_id from items where request_id = ?', [requestId]);
    if (repeated !== undefined) return { messageId: textOf(repeated, 'item_id') as MessageId };
    const conversation = readConversation(changes, conversationId);
    if (conversation === null) throw new ClientError('unknown-conversation');

    const order = { counter: conversation.sentCounter + 1, previous: conversation.sentHash };
    const content = composeText(text, order, { conversationId, now, random: platform.random });
    if (content.length > composedBytesMax) throw new ClientError('message-too-long');
    const messageId = messageIdOf(self.accountId, conversationId, content);
    const hash = sha256(content);
    advanceSentOrder(changes, conversationId, order.counter, hash);
    insertMessage(changes, {
      messageId,
      conversationId,
      senderId: self.accountId,
      senderDeviceId: self.deviceId,
      mine: true,
      sortAt: pendingPlace,
      writtenAt: newestPlace(changes, conversationId, now),
      counter: order.counter,
      hash,
      previous: order.previous,
      text,
      state: 'waiting',
      requestId,
    });
    enqueue(
      changes,
      { messageId, conversationId, audience: 'conversation', content, expiresAt: null },
      self.deviceId,
      now,
    );
    if (conversation.draft !== null) saveDraft(changes, conversationId, '');
    return { messageId };
  });
}
