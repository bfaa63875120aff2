import type { GroupId } from '@sotto/protocol';
import { pad } from '@sotto/protocol/content';
import { encodeFrame } from '@sotto/protocol/socket';
import type { FailureReason } from '../api/conversation.ts';
import type { DeviceContext } from '../device-context.ts';
import { readGroup, updateGroup } from '../groups/group-table.ts';
import { expectReceipts } from '../groups/receipts.ts';
import { awaitsDecision, sendingGate } from '../groups/sending-gate.ts';
import { encryptForGroup } from '../sessions/encrypt-for-group.ts';
import type { Changes } from '../store/changes.ts';
import { type OutboxEntry, setEnvelopes } from './outbox-table.ts';

/**
 * Makes an entry of a group ready to leave: one ciphertext for everybody, in the epoch of now.
 *
 * @returns why it cannot be sent; `waiting` when it may be later.
 */
export function encryptGroupEntry(
  changes: Changes,
  context: DeviceContext,
  entry: OutboxEntry,
): 'encrypted' | 'waiting' | FailureReason {
  const groupId = entry.conversationId;
  const gate = sendingGate(changes, groupId, context.platform.clock());
  const group = readGroup(changes, groupId);
  if (gate === 'gone' || group === null) return 'not-a-member';
  if (gate === 'waiting') return gate;
  if (awaitsDecision(changes, groupId)) return 'identity-changed';
  const plaintext = pad(entry.content);
  if (plaintext === undefined) return 'too-long';
  const payload = encryptForGroup(changes, context, groupId, plaintext);
  const frame = encodeFrame(
    { type: 'group-send', message_id: entry.messageId, group_id: groupId as string as GroupId, payload },
    'cbor',
  );
  setEnvelopes(changes, entry.messageId, frame as Uint8Array);
  updateGroup(changes, groupId, { sent_since_update: group.sentSinceUpdate + 1 });
  expectReceipts(changes, groupId, entry.messageId);
  return 'encrypted';
}
