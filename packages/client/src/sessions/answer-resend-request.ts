import { uuidFromBytes } from '@sotto/protocol';
import { encodeSignal, mediaType, type ResendRequest } from '@sotto/protocol/content';
import { addSessionResetNotice } from '../conversations/notices.ts';
import type { DeviceContext } from '../device-context.ts';
import { readDevices } from '../devices/device-table.ts';
import { enqueueSignal } from '../messages/enqueue-signal.ts';
import { readSentContent } from '../outbox/retry-cache.ts';
import type { Changes } from '../store/changes.ts';
import type { DecryptedMessage } from './decrypt-envelope.ts';

/**
 * Answers a device that could not read something: with the content as it was, encrypted anew.
 *
 * Only what was written in the conversation with that person goes to that person. The device that wrote
 * it answers; another of one's own does when that one is gone. What was never more than a typing notice is
 * answered with nothing, so that nobody waits for it.
 */
export function answerResendRequest(
  changes: Changes,
  context: Pick<DeviceContext, 'self' | 'platform'>,
  message: DecryptedMessage,
  request: ResendRequest,
): void {
  const { self, platform } = context;
  const own = message.senderId === self.accountId;
  const active = new Set(readDevices(changes, self.accountId).map((device) => device.deviceId));
  let answered = 0;
  for (const id of request) {
    const sent = readSentContent(changes, uuidFromBytes(id));
    if (sent === null || (!own && sent.conversationId !== message.conversationId)) continue;
    if (sent.senderDeviceId !== self.deviceId && active.has(sent.senderDeviceId)) continue;
    enqueueSignal(changes, context, {
      conversationId: message.conversationId,
      audience: own ? 'own-devices' : 'person',
      contentType: mediaType.resend,
      value: encodeSignal([id, sent.content]),
    });
    answered += 1;
  }
  if (answered === 0) return;
  addSessionResetNotice(changes, self, message.senderId, message.senderDeviceId, platform.clock());
  platform.log('info', 'repair-answered', { messages: answered });
}
