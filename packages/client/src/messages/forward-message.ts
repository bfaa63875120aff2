import type { ConversationId, MessageId } from '@sotto/protocol';
import { ClientError } from '../client-error.ts';
import type { DeviceContext } from '../device-context.ts';
import { currentPart } from '../marks/edit-message.ts';
import { targetOf } from '../marks/write-mark.ts';
import { numberOf, optionalBytes, textOf } from '../store/columns.ts';
import { sendPart } from './send-content.ts';
import { bodyOf } from './stored-body.ts';

/**
 * Sends a copy of a message to other conversations: what it says now, marked as passed on, without who said
 * it or where. Votes, answers and reactions stay behind.
 */
export function forwardMessage(
  context: Pick<DeviceContext, 'database' | 'self' | 'platform'>,
  messageId: string,
  conversationIds: readonly ConversationId[],
  options: { readonly requestId?: string } = {},
): { conversationId: ConversationId; messageId: MessageId }[] {
  return context.database.commit((changes) => {
    const { row } = targetOf(changes, messageId);
    const items = bodyOf(row);
    if (items.some((item) => item.kind === 'file' && (item.file.noForward || item.file.viewOnce))) {
      throw new ClientError('not-permitted');
    }
    const part = currentPart(optionalBytes(row, 'body'), textOf(row, 'text'));
    const forwards = numberOf(row, 'forwards') + 1;
    return conversationIds.map((conversationId) => {
      const { requestId } = options;
      const named = requestId === undefined ? {} : { requestId: `${requestId}:${conversationId}` };
      return { conversationId, ...sendPart(context, conversationId, part, named, forwards) };
    });
  });
}
