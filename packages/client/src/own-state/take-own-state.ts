import { type AccountId, type ConversationId, type DeviceId, uuidFromBytes } from '@sotto/protocol';
import type { OwnStateEntry } from '@sotto/protocol/content';
import type { DeviceContext } from '../device-context.ts';
import { beginExpiry } from '../expiry/begin-expiry.ts';
import { forgetMessage } from '../marks/forget-message.ts';
import { noteDeparted } from '../messages/departed.ts';
import { addLink, updateGaps } from '../messages/sender-order.ts';
import type { DecryptedMessage } from '../sessions/decrypt-envelope.ts';
import type { Changes } from '../store/changes.ts';
import { advanceThreadRead } from '../threads/thread-table.ts';
import { setOwnMark } from './own-mark-table.ts';

/** Takes in what was done on another of one's own devices. */
export function takeOwnState(
  changes: Changes,
  { platform }: Pick<DeviceContext, 'platform'>,
  message: DecryptedMessage,
  entries: readonly OwnStateEntry[],
): void {
  const { sentAt } = message.content;
  for (const entry of entries) {
    const conversationId = uuidFromBytes(entry.conversation) as ConversationId;
    const target = uuidFromBytes(entry.message);
    const mark = { target, conversationId, sentAt, messageId: message.messageId };
    switch (entry.kind) {
      case 'star':
      case 'follow':
        setOwnMark(changes, { ...mark, name: entry.kind, value: entry.on ? 1 : 0 });
        break;
      case 'reminder':
        setOwnMark(changes, { ...mark, name: 'reminder', value: entry.minutes });
        break;
      case 'read':
        advanceThreadRead(changes, conversationId, target, entry.through);
        beginExpiry(changes, conversationId, target, entry.through, Math.min(sentAt, message.acceptedAt));
        break;
      case 'gone':
        noteLink(changes, conversationId, entry.link);
        forgetMessage(changes, { conversationId, target });
        noteDeparted(changes, conversationId, target, platform.clock());
    }
  }
}

/** What was removed before it came here leaves no gap. */
function noteLink(
  changes: Changes,
  conversationId: ConversationId,
  link: Extract<OwnStateEntry, { kind: 'gone' }>['link'],
): void {
  if (link === null) return;
  const sender = {
    conversationId,
    senderId: uuidFromBytes(link.sender) as AccountId,
    senderDeviceId: link.deviceId as DeviceId,
  };
  addLink(changes, sender, link);
  updateGaps(changes, sender, link.counter, false);
}
