import { sha256 } from '@sotto/crypto/primitives';
import { messageStatus } from '@sotto/protocol/content';
import { adoptConversations } from '../conversations/adopt-conversations.ts';
import { ensureConversation } from '../conversations/conversation-table.ts';
import type { DeviceContext } from '../device-context.ts';
import { sawJoin } from '../groups/member-table.ts';
import { noteGap } from '../groups/missing-messages.ts';
import { givesReceipts } from '../groups/receipts.ts';
import { keepForRetry } from '../outbox/retry-cache.ts';
import type { DecryptedMessage } from '../sessions/decrypt-envelope.ts';
import type { Changes } from '../store/changes.ts';
import { dueReceipt } from './due-receipts.ts';
import { insertMessage } from './item-table.ts';
import type { Liveness } from './liveness.ts';
import { updateGaps } from './sender-order.ts';

/** Stores a text, from another person or from another of one's own devices. False: it is no text. */
export function takeText(
  changes: Changes,
  { self, platform, liveness }: Pick<DeviceContext, 'self' | 'platform'> & { readonly liveness: Liveness },
  message: DecryptedMessage,
  bytes: Uint8Array,
): boolean {
  const { conversationId, senderId, senderDeviceId, messageId, content } = message;
  const text = textOf(bytes);
  if (text === null || content.counter < 1) return false;
  const mine = senderId === self.accountId;
  const inGroup = message.via === 'group';
  if (!inGroup) {
    ensureConversation(changes, self, conversationId, mine ? null : senderId, message.acceptedAt);
    if (mine && adoptConversations(changes, self) > 0) changes.touchStrangers();
  }
  const added = insertMessage(changes, {
    messageId,
    conversationId,
    senderId,
    senderDeviceId,
    mine,
    sortAt: message.acceptedAt,
    writtenAt: message.acceptedAt,
    counter: content.counter,
    hash: sha256(message.bytes),
    previous: content.previous,
    text,
    state: mine ? 'sent' : 'received',
    requestId: null,
  });
  if (!added) return true;
  const fromTheStart = inGroup ? sawJoin(changes, message) : self.firstDevice;
  updateGaps(changes, { conversationId, senderId, senderDeviceId }, content.counter, fromTheStart);
  if (inGroup) noteGap(changes, message, platform.clock());
  if (mine) {
    keepForRetry(changes, messageId, conversationId, senderDeviceId, message.bytes, platform.clock());
  } else {
    if (!inGroup || givesReceipts(changes, conversationId)) {
      dueReceipt(changes, conversationId, messageId, messageStatus.delivered);
    }
    liveness.wrote(message);
  }
  return true;
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
