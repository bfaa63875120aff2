import { sha256 } from '@sotto/crypto/primitives';
import type { ConversationId, MessageId } from '@sotto/protocol';
import { encodeContent, extensionName, type MessageContent, skippedValue } from '@sotto/protocol/content';
import { ClientError } from '../client-error.ts';
import { advanceSentOrder, readConversation } from '../conversations/conversation-table.ts';
import type { DeviceContext } from '../device-context.ts';
import { enqueue } from '../outbox/outbox-table.ts';
import type { Changes } from '../store/changes.ts';
import { composeContent, composedBytesMax, type Outgoing } from './compose-content.ts';
import { releaseHeld } from './held-message.ts';
import { messageIdOf } from './message-id.ts';
import { addLink } from './sender-order.ts';
import { takeSkipped } from './skipped-links.ts';

export type WrittenContent = {
  readonly messageId: MessageId;
  readonly conversationId: ConversationId;
  readonly content: MessageContent;
  readonly bytes: Uint8Array;
};

type Context = Pick<DeviceContext, 'self' | 'platform'>;

/** What is said of places that stay empty is never longer. */
const skippedBytesMax = 5000;

/**
 * Gives what this person did its place in the order of this device and its name. Whatever of the
 * conversation could still be taken back leaves before it: places are given out in order.
 *
 * @throws ClientError `unknown-conversation`, `message-too-long`.
 */
export function writeContent(
  changes: Changes,
  { self, platform }: Context,
  conversationId: ConversationId,
  outgoing: Outgoing,
): WrittenContent {
  const conversation = readConversation(changes, conversationId);
  if (conversation === null) throw new ClientError('unknown-conversation');
  const order = { counter: conversation.sentCounter + 1, previous: conversation.sentHash };
  const compose = (extensions: ReadonlyMap<string, unknown>) =>
    composeContent({ ...outgoing, extensions }, order, conversationId, platform.random);
  const extensions = new Map(outgoing.extensions);
  const room = composedBytesMax - encodeContent(compose(extensions)).length;
  // Refused before anything is changed: others may be writing in the same transaction.
  if (room < 0) throw new ClientError('message-too-long');
  releaseHeld(changes, { self, platform }, conversationId);
  const skipped = room < skippedBytesMax ? [] : takeSkipped(changes, conversationId);
  if (skipped.length > 0) extensions.set(extensionName.skipped, skippedValue(skipped));
  const content = compose(extensions);
  const bytes = encodeContent(content);
  const hash = sha256(bytes);
  advanceSentOrder(changes, conversationId, order.counter, hash);
  addLink(
    changes,
    { conversationId, senderId: self.accountId, senderDeviceId: self.deviceId },
    { ...order, hash },
  );
  return { messageId: messageIdOf(self.accountId, conversationId, bytes), conversationId, content, bytes };
}

/** Puts what was written into the outbox, for everybody in the conversation. */
export function enqueueContent(
  changes: Changes,
  { self, platform }: Context,
  { messageId, conversationId, bytes }: Pick<WrittenContent, 'messageId' | 'conversationId' | 'bytes'>,
): void {
  enqueue(
    changes,
    { messageId, conversationId, audience: 'conversation', content: bytes, expiresAt: null },
    self.deviceId,
    platform.clock(),
  );
}
