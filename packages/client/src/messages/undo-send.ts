import { decodeContent, meaningOf } from '@sotto/protocol/content';
import type { OutgoingContent } from '../api/rich-message.ts';
import type { DeviceContext } from '../device-context.ts';
import { forgetMessage } from '../marks/forget-message.ts';
import { readHeld } from './held-message.ts';
import { outgoingContent } from './outgoing-part.ts';

/** Takes a message back before it leaves; `null` when it has left. */
export function undoSend(
  { database }: Pick<DeviceContext, 'database'>,
  messageId: string,
): OutgoingContent | null {
  return database.commit((changes) => {
    const held = readHeld(changes, messageId);
    const decoded = held === null ? null : decodeContent(held.content);
    if (held === null || decoded?.kind !== 'content') return null;
    const meaning = meaningOf(decoded.content);
    forgetMessage(changes, { conversationId: held.conversationId, target: messageId });
    return meaning.kind === 'message' ? outgoingContent(meaning.items) : null;
  });
}
