import type { MessageId } from '@sotto/protocol';
import { encodeOwnState, mediaType, type OwnStateEntry, ownStateEntriesMax } from '@sotto/protocol/content';
import { ensureCarrier } from '../conversations/conversation-table.ts';
import type { DeviceContext } from '../device-context.ts';
import { enqueueSignal } from '../messages/enqueue-signal.ts';
import type { Changes } from '../store/changes.ts';

/**
 * Tells one's own other devices what was done on this one.
 *
 * @param sentAt when that counts from; this device's clock.
 * @returns the name of the last content that says so; `null` for nothing to say.
 */
export function sendOwnState(
  changes: Changes,
  context: Pick<DeviceContext, 'self' | 'platform'>,
  entries: readonly OwnStateEntry[],
  sentAt?: number,
): MessageId | null {
  const { self, platform } = context;
  let messageId: MessageId | null = null;
  for (let at = 0; at < entries.length; at += ownStateEntriesMax) {
    messageId = enqueueSignal(changes, context, {
      conversationId: ensureCarrier(changes, self, self.accountId, platform.clock()),
      audience: 'own-devices',
      contentType: mediaType.ownState,
      value: encodeOwnState(entries.slice(at, at + ownStateEntriesMax)),
      ...(sentAt === undefined ? {} : { sentAt }),
    });
  }
  return messageId;
}
