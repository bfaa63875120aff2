import { constantTimeEqual } from '@sotto/crypto/primitives';
import { type AccountId, type ConversationId, uuidToBytes } from '@sotto/protocol';
import { encodeSignal, mediaType } from '@sotto/protocol/content';
import { ensureCarrier } from '../conversations/conversation-table.ts';
import type { DeviceContext } from '../device-context.ts';
import { readDevice } from '../devices/device-table.ts';
import { enqueueSignal } from '../messages/enqueue-signal.ts';
import type { DecryptedMessage } from '../sessions/decrypt-envelope.ts';
import type { Changes } from '../store/changes.ts';
import { readGroup, updateGroup } from './group-table.ts';
import { readRole } from './member-table.ts';

type Context = Pick<DeviceContext, 'self' | 'platform'>;

/**
 * A device that slept through a removal has no key that opens the GroupInfo at the server: it asks other
 * members for the one of now.
 */
export function requestRejoinKey(
  changes: Changes,
  context: Context,
  groupId: ConversationId,
  to: readonly AccountId[],
): void {
  for (const accountId of to) {
    enqueueSignal(changes, context, {
      conversationId: ensureCarrier(changes, context.self, accountId, context.platform.clock()),
      audience: accountId === context.self.accountId ? 'own-devices' : 'person',
      contentType: mediaType.groupKeyRequest,
      value: encodeSignal([uuidToBytes(groupId)]),
      lifeMs: 10 * 60_000,
    });
  }
}

/** Gives the key to listed devices of people who are in the group now, and to nobody else. */
export function answerKeyRequest(
  changes: Changes,
  context: Context,
  message: DecryptedMessage,
  groupId: ConversationId,
): void {
  const { self, platform } = context;
  const group = readGroup(changes, groupId);
  const device = readDevice(changes, message.senderId, message.senderDeviceId);
  const isMember = readRole(changes, groupId, message.senderId) !== null;
  if (group === null || group.standing !== 'member' || !group.rejoin) return;
  if (!isMember || device === null || device.removedAt !== null) return;
  enqueueSignal(changes, context, {
    conversationId: ensureCarrier(changes, self, message.senderId, platform.clock()),
    audience: message.senderId === self.accountId ? 'own-devices' : 'person',
    contentType: mediaType.groupKey,
    value: encodeSignal([uuidToBytes(groupId), group.epoch, group.rejoinKey]),
    lifeMs: 60 * 60_000,
  });
}

/**
 * Takes an answer, of a member as far as this device knows, while it is out of step and at no other time
 * (REQ-I6). What it is worth shows when it opens the GroupInfo.
 */
export function takeRejoinKey(
  changes: Changes,
  message: DecryptedMessage,
  groupId: ConversationId,
  rejoinKey: Uint8Array,
): void {
  const group = readGroup(changes, groupId);
  if (group?.standing !== 'repairing' || readRole(changes, groupId, message.senderId) === null) return;
  if (constantTimeEqual(group.rejoinKey, rejoinKey)) return;
  updateGroup(changes, groupId, { rejoin_key: rejoinKey, rejoin_key_kept: 1 });
  changes.touchGroup(groupId);
}
