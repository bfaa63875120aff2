import { type ConversationId, uuidToBytes } from '@sotto/protocol';
import type { OrderLink, OwnStateEntry } from '@sotto/protocol/content';
import type { DeviceContext } from '../device-context.ts';
import { readDevices } from '../devices/device-table.ts';
import { forgetMessage } from '../marks/forget-message.ts';
import { noteDeparted } from '../messages/departed.ts';
import { linkOfMessage } from '../messages/sender-order.ts';
import type { Changes, Reader } from '../store/changes.ts';

type Context = Pick<DeviceContext, 'self' | 'platform'>;

/**
 * Removes a message from this device for good, whatever still comes about it.
 *
 * @returns what one's own other devices have to hear, so that it goes there too and nobody misses it.
 */
export function removeMessage(
  changes: Changes,
  { platform }: Pick<Context, 'platform'>,
  conversationId: ConversationId,
  messageId: string,
): OwnStateEntry {
  const link = linkOfMessage(changes, messageId);
  forgetMessage(changes, { conversationId, target: messageId });
  noteDeparted(changes, conversationId, messageId, platform.clock());
  return {
    kind: 'gone',
    conversation: uuidToBytes(conversationId),
    message: uuidToBytes(messageId),
    link: link === null ? null : orderLink(link),
  };
}

/** Whether copies for one's own other devices can be waiting at the server. */
export function hasOtherDevices(reader: Reader, { self }: Pick<Context, 'self'>): boolean {
  return readDevices(reader, self.accountId).some((device) => device.deviceId !== self.deviceId);
}

function orderLink(link: NonNullable<ReturnType<typeof linkOfMessage>>): OrderLink {
  const { senderId, senderDeviceId, counter, hash, previous } = link;
  return { sender: uuidToBytes(senderId), deviceId: senderDeviceId, counter, hash, previous };
}
