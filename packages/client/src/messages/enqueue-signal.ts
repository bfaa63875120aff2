import type { ConversationId, MessageId } from '@sotto/protocol';
import type { mediaType } from '@sotto/protocol/content';
import type { DeviceContext } from '../device-context.ts';
import { type Audience, enqueue } from '../outbox/outbox-table.ts';
import type { Changes } from '../store/changes.ts';
import { composeSignal } from './compose-content.ts';
import { messageIdOf } from './message-id.ts';

/** Queues a receipt, a marker, a request: from outside a message like any other. */
export function enqueueSignal(
  changes: Changes,
  { self, platform }: Pick<DeviceContext, 'self' | 'platform'>,
  signal: {
    conversationId: ConversationId;
    audience: Audience;
    contentType: (typeof mediaType)[keyof typeof mediaType];
    value: Uint8Array;
    /** Not worth sending later than this long from now. */
    lifeMs?: number;
    /** This device's clock, unless it has to be later than something else. */
    sentAt?: number;
  },
): MessageId {
  const now = platform.clock();
  const { conversationId, audience, contentType, value, lifeMs, sentAt = now } = signal;
  const place = { conversationId, now: sentAt, random: platform.random };
  const content = composeSignal(contentType, value, place);
  const messageId = messageIdOf(self.accountId, conversationId, content);
  const expiresAt = lifeMs === undefined ? null : now + lifeMs;
  enqueue(changes, { messageId, conversationId, audience, content, expiresAt }, self.deviceId, now);
  return messageId;
}
