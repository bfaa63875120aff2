import { type DecryptOutcome, decryptMessage } from '@sotto/crypto/direct';
import { constantTimeEqual } from '@sotto/crypto/primitives';
import {
  type AccountId,
  type ConversationId,
  type DeviceId,
  type MessageId,
  uuidFromBytes,
} from '@sotto/protocol';
import { decodeContent, type MessageContent, unpad } from '@sotto/protocol/content';
import type { DeliveredEnvelope } from '@sotto/protocol/socket';
import type { DeviceContext } from '../device-context.ts';
import { readDevice } from '../devices/device-table.ts';
import { messageIdOf } from '../messages/message-id.ts';
import type { Changes } from '../store/changes.ts';
import { localAddress, localIdentity } from './local-identity.ts';
import { deleteConsumed, localPrekeys } from './local-prekeys.ts';
import { readSession, type StoredSession, saveSession } from './session-table.ts';

/** A message that was decrypted, and is the one its envelope is named after. */
export type DecryptedMessage = {
  readonly messageId: MessageId;
  readonly conversationId: ConversationId;
  readonly senderId: AccountId;
  readonly senderDeviceId: DeviceId;
  readonly acceptedAt: number;
  /** How it came: a group's message counts in that group only. */
  readonly via: 'direct' | 'group';
  readonly content: MessageContent;
  readonly bytes: Uint8Array;
};

type CryptoRefusal = Extract<DecryptOutcome, { kind: 'refused' }>['reason'];

export type EnvelopeOutcome =
  | { readonly kind: 'message'; readonly message: DecryptedMessage }
  /** It was accepted before (REQ-S6). */
  | { readonly kind: 'duplicate' }
  /** The sender's device is in no list that was verified. */
  | { readonly kind: 'not-yet'; readonly reason: 'unknown-device' }
  /** No key here opens it: its sender can encrypt it anew. */
  | { readonly kind: 'undecryptable'; readonly reason: CryptoRefusal | 'no-session' }
  /** It opened, and is not what it says. */
  | { readonly kind: 'refused'; readonly reason: 'padding' | 'content' | 'message-id' | 'removed-device' };

/** What a device sent before it was removed may still come in for this long after that became known. */
const removedGraceMs = 24 * 60 * 60 * 1000;

/**
 * Decrypts an envelope on the sessions with its sender's device. Ratchet and used-up prekeys move with
 * the changes; when it is refused nothing has moved.
 */
export function decryptEnvelope(
  changes: Changes,
  { self, platform }: Pick<DeviceContext, 'self' | 'platform'>,
  envelope: DeliveredEnvelope,
): EnvelopeOutcome {
  const now = platform.clock();
  const { sender_id: senderId, sender_device_id: senderDeviceId } = envelope;
  const device = readDevice(changes, senderId, senderDeviceId);
  if (device === null) return { kind: 'not-yet', reason: 'unknown-device' };
  const { removedAt } = device;
  if (removedAt !== null && (envelope.accepted_at > removedAt || now > removedAt + removedGraceMs)) {
    return { kind: 'refused', reason: 'removed-device' };
  }
  const session = readSession(changes, senderId, senderDeviceId);
  const outcome = decryptMessage(session.record, envelope.ciphertext, {
    local: localIdentity(self),
    prekeys: localPrekeys(changes),
    remoteIdentity: device.identityKey,
    addresses: {
      local: localAddress(self),
      remote: { accountId: senderId, deviceId: senderDeviceId },
    },
    now,
    random: platform.random,
  });
  if (outcome.kind === 'no-session') return { kind: 'undecryptable', reason: 'no-session' };
  if (outcome.kind === 'duplicate') return outcome;
  if (outcome.kind === 'refused') {
    // The same handshake under another name: a replay is a duplicate that somebody renamed.
    if (outcome.reason === 'replayed-handshake') return { kind: 'duplicate' };
    return { kind: 'undecryptable', reason: outcome.reason };
  }
  saveSession(changes, senderId, senderDeviceId, {
    ...afterReceiving(session, outcome),
    establishedAt: outcome.consumed === undefined ? session.establishedAt : now,
  });
  if (outcome.consumed !== undefined) deleteConsumed(changes, outcome.consumed, now);
  return readPlaintext(envelope, outcome.plaintext);
}

function readPlaintext(envelope: DeliveredEnvelope, plaintext: Uint8Array): EnvelopeOutcome {
  const bytes = unpad(plaintext);
  if (bytes === undefined) return { kind: 'refused', reason: 'padding' };
  const decoded = decodeContent(bytes);
  if (decoded.kind === 'malformed') return { kind: 'refused', reason: 'content' };
  const conversationId = uuidFromBytes(decoded.content.conversation) as ConversationId;
  if (messageIdOf(envelope.sender_id, conversationId, bytes) !== envelope.message_id) {
    return { kind: 'refused', reason: 'message-id' };
  }
  return {
    kind: 'message',
    message: {
      messageId: envelope.message_id,
      conversationId,
      senderId: envelope.sender_id,
      senderDeviceId: envelope.sender_device_id,
      acceptedAt: envelope.accepted_at,
      via: 'direct',
      content: decoded.content,
      bytes,
    },
  };
}

/** A turn of the ratchet brings a sending chain that no older copy of this store can know (REQ-S7). */
function afterReceiving(
  session: StoredSession,
  { record }: Extract<DecryptOutcome, { kind: 'plaintext' }>,
): StoredSession {
  const before = session.record.current?.sending.ratchet.publicKey;
  const after = record.current?.sending.ratchet.publicKey;
  const turned = before === undefined || after === undefined || !constantTimeEqual(before, after);
  return { ...session, record, freshBeforeSend: session.freshBeforeSend && !turned };
}
