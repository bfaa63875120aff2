import { type Meaning, messageStatus, skippedOf } from '@sotto/protocol/content';
import { noteFiles } from '../attachments/message-files.ts';
import { adoptConversations } from '../conversations/adopt-conversations.ts';
import { ensureConversation } from '../conversations/conversation-table.ts';
import type { DeviceContext } from '../device-context.ts';
import { sawJoin } from '../groups/member-table.ts';
import { noteGap } from '../groups/missing-messages.ts';
import { givesReceipts } from '../groups/receipts.ts';
import { applyMarks } from '../marks/message-state.ts';
import { type MarkMeaning, takeMark } from '../marks/take-mark.ts';
import { keepForRetry } from '../outbox/retry-cache.ts';
import type { DecryptedMessage } from '../sessions/decrypt-envelope.ts';
import type { Changes } from '../store/changes.ts';
import { hasDeparted, noteDeparted } from './departed.ts';
import { describeMessage } from './describe-message.ts';
import { dueReceipt } from './due-receipts.ts';
import { insertMessage, removePlaceholder } from './item-table.ts';
import type { Liveness } from './liveness.ts';
import { addLink, noteLink, updateGaps } from './sender-order.ts';

type Context = Pick<DeviceContext, 'self' | 'platform'> & { readonly liveness: Liveness };

/** What a person wrote or did. */
export type PersonMeaning = Extract<Meaning, { kind: 'message' }> | MarkMeaning;

/**
 * Stores what another person, or another of one's own devices, wrote or did. Everything of that kind has a
 * place in the order of its sender.
 *
 * @returns false when it has none.
 */
export function takeContent(
  changes: Changes,
  context: Context,
  message: DecryptedMessage,
  meaning: PersonMeaning,
): boolean {
  const { self, platform } = context;
  const { conversationId, senderId, messageId, content } = message;
  if (content.counter < 1) return false;
  const mine = senderId === self.accountId;
  if (message.via === 'direct') ensureTalk(changes, context, message);
  noteOrder(changes, context, message);
  if (mine) {
    keepForRetry(changes, messageId, conversationId, message.senderDeviceId, message.bytes, platform.clock());
  }
  if (meaning.kind === 'message') takeWritten(changes, context, message, meaning);
  else {
    // It was a line of its own only as long as it could not be read.
    removePlaceholder(changes, conversationId, messageId);
    takeMark(changes, context, message, meaning);
  }
  updateGaps(changes, message, content.counter, startsHere(changes, context, message));
  return true;
}

/** The conversation it belongs to; made when it is the first thing in it. */
export function ensureTalk(
  changes: Changes,
  { self }: Pick<DeviceContext, 'self'>,
  { conversationId, senderId, acceptedAt }: DecryptedMessage,
): void {
  const mine = senderId === self.accountId;
  ensureConversation(changes, self, conversationId, mine ? null : senderId, acceptedAt);
  if (mine && adoptConversations(changes, self) > 0) changes.touchStrangers();
}

function takeWritten(
  changes: Changes,
  { self, platform, liveness }: Context,
  message: DecryptedMessage,
  meaning: Extract<Meaning, { kind: 'message' }>,
): void {
  const { conversationId, senderId, senderDeviceId, messageId, content, acceptedAt } = message;
  if (hasDeparted(changes, messageId)) return;
  const mine = senderId === self.accountId;
  const now = platform.clock();
  const described = describeMessage(changes, self.accountId, message, meaning, now);
  if (described.rich.expiresAt !== null && described.rich.expiresAt <= now) {
    noteDeparted(changes, conversationId, messageId, now);
    removePlaceholder(changes, conversationId, messageId);
    return;
  }
  const added = insertMessage(changes, {
    messageId,
    conversationId,
    senderId,
    senderDeviceId,
    mine,
    sortAt: acceptedAt,
    writtenAt: acceptedAt,
    counter: content.counter,
    ...described,
    state: mine ? 'sent' : 'received',
    requestId: null,
  });
  if (!added) return;
  noteFiles(changes, messageId, meaning.items, mine && meaning.flags.forwards === 0);
  applyMarks(changes, { conversationId, target: messageId }, self.accountId);
  if (mine) return;
  if (message.via === 'direct' || givesReceipts(changes, conversationId)) {
    dueReceipt(changes, conversationId, messageId, messageStatus.delivered);
  }
  liveness.wrote(message);
}

/** Where it stands among what its sender's device sent here, and what of that will not come. */
function noteOrder(changes: Changes, { platform }: Context, message: DecryptedMessage): void {
  const { conversationId, senderId, content } = message;
  noteLink(changes, message);
  for (const { deviceId, ...link } of skippedOf(content) ?? []) {
    const sender = {
      conversationId,
      senderId,
      senderDeviceId: deviceId as DecryptedMessage['senderDeviceId'],
    };
    addLink(changes, sender, link);
    updateGaps(changes, sender, link.counter, false);
  }
  if (message.via === 'group') noteGap(changes, message, platform.clock());
}

/** Whether this device has been sent everything from its sender's first content here on. */
function startsHere(changes: Changes, { self }: Context, message: DecryptedMessage): boolean {
  return message.via === 'group' ? sawJoin(changes, message) : self.firstDevice;
}
