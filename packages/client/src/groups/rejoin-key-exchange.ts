import { type AccountId, type ConversationId, uuidToBytes } from '@sotto/protocol';
import { encodeSignal, mediaType } from '@sotto/protocol/content';
import { ensureCarrier } from '../conversations/conversation-table.ts';
import type { DeviceContext } from '../device-context.ts';
import { readDevice } from '../devices/device-table.ts';
import { enqueueSignal } from '../messages/enqueue-signal.ts';
import type { DecryptedMessage } from '../sessions/decrypt-envelope.ts';
import type { Changes, Reader } from '../store/changes.ts';
import { optionalBytes, textOf } from '../store/columns.ts';
import { readGroup } from './group-table.ts';
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
  const now = context.platform.clock();
  changes.run(
    `insert into group_key_requests (group_id, asked, asked_at) values (?, ?, ?)
       on conflict (group_id) do update set asked = excluded.asked, asked_at = excluded.asked_at`,
    [groupId, JSON.stringify(to), now],
  );
  for (const accountId of to) {
    enqueueSignal(changes, context, {
      conversationId: ensureCarrier(changes, context.self, accountId, now),
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
 * Takes an answer of somebody who was asked, while the question is open and at no other time (REQ-I6). What
 * it is worth shows when it opens the GroupInfo.
 */
export function takeRejoinKey(
  changes: Changes,
  message: DecryptedMessage,
  groupId: ConversationId,
  rejoinKey: Uint8Array,
): void {
  const request = changes.first('select asked from group_key_requests where group_id = ?', [groupId]);
  if (request === undefined) return;
  const asked = JSON.parse(textOf(request, 'asked')) as AccountId[];
  if (!asked.includes(message.senderId)) return;
  changes.run('update group_key_requests set answer = ? where group_id = ?', [rejoinKey, groupId]);
  changes.touchGroup(groupId);
}

/** What somebody answered who was asked for the key of a group. */
export function answeredRejoinKey(reader: Reader, groupId: ConversationId): Uint8Array | null {
  const row = reader.first('select answer from group_key_requests where group_id = ?', [groupId]);
  return row === undefined ? null : optionalBytes(row, 'answer');
}

/** This device is in: answers that still come are for nothing. */
export function closeKeyRequest(changes: Changes, groupId: ConversationId): void {
  changes.run('delete from group_key_requests where group_id = ?', [groupId]);
}
