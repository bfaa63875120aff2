import { type ConversationId, uuidToBytes } from '@sotto/protocol';
import type { OrderLink, OwnStateEntry } from '@sotto/protocol/content';
import type { DeviceContext } from '../device-context.ts';
import { readDevices } from '../devices/device-table.ts';
import { forgetMessage } from '../marks/forget-message.ts';
import { noteDeparted } from '../messages/departed.ts';
import { linkOfMessage } from '../messages/sender-order.ts';
import type { Changes } from '../store/changes.ts';

type Context = Pick<DeviceContext, 'self' | 'platform'>;

/**
 * Removes a message from this device for good, whatever still comes about it.
 *
 * @returns what one's own other devices have to hear, so that it goes there too and nobody misses it;
 *   `null` when there are none.
 */
export function removeMessage(
  changes: Changes,
  { self, platform }: Context,
  conversationId: ConversationId,
  messageId: string,
): OwnStateEntry | null {
  const link = linkOfMessage(changes, messageId);
  forgetMessage(changes, { conversationId, target: messageId });
  noteDeparted(changes, conversationId, messageId, platform.clock());
  if (readDevices(changes, self.accountId).every((device) => device.deviceId === self.deviceId)) return null;
  return {
    kind: 'gone',
    conversation: uuidToBytes(conversationId),
    message: uuidToBytes(messageId),
    link: link === null ? null : orderLink(link),
  };
}

function orderLink(link: NonNullable<ReturnType<typeof linkOfMessage>>): OrderLink {
  const { senderId, senderDeviceId, counter, hash, previous } = link;
  return { sender: uuidToBytes(senderId), deviceId: senderDeviceId, counter, hash, previous };
}
