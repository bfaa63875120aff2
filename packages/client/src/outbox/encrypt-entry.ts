import type { VerifiedPrekeyBundle } from '@sotto/crypto/identity';
import type { AccountId, DeviceId } from '@sotto/protocol';
import { pad } from '@sotto/protocol/content';
import { encodeFrame, type SendFrame } from '@sotto/protocol/socket';
import type { FailureReason } from '../api/conversation.ts';
import { readConversation } from '../conversations/conversation-table.ts';
import type { DeviceContext } from '../device-context.ts';
import { type KnownDevice, readDevices } from '../devices/device-table.ts';
import { readPerson } from '../people/person-table.ts';
import { encryptForDevices } from '../sessions/encrypt-for-devices.ts';
import type { Changes, Reader } from '../store/changes.ts';
import { type OutboxEntry, setEnvelopes } from './outbox-table.ts';

export type EncryptEntryOutcome =
  | { readonly kind: 'encrypted' }
  /** A signal for one's own other devices, and there is none. */
  | { readonly kind: 'nobody' }
  | { readonly kind: 'needs-bundles'; readonly devices: readonly KnownDevice[] }
  | { readonly kind: 'failed'; readonly reason: FailureReason };

type Recipient = {
  readonly accountId: AccountId;
  readonly listVersion: number;
  readonly devices: KnownDevice[];
};

/**
 * Step 4 to 6 of a message's life: for every device of the newest verified lists, the ciphertext and the
 * ratchet it moved are stored together, before a byte leaves.
 */
export function encryptEntry(
  changes: Changes,
  context: DeviceContext,
  entry: OutboxEntry,
  bundles: Map<DeviceId, VerifiedPrekeyBundle>,
): EncryptEntryOutcome {
  const recipients = recipientsOf(changes, context, entry);
  if (!Array.isArray(recipients)) return { kind: 'failed', reason: recipients };
  const devices = recipients.flatMap((recipient) => recipient.devices);
  const others = recipients.some((recipient) => recipient.accountId !== context.self.accountId);
  // A note goes to the server also without another device: one added meanwhile is learnt of by that.
  if (devices.length === 0 && !others && entry.audience !== 'conversation') return { kind: 'nobody' };

  const plaintext = pad(entry.content);
  if (plaintext === undefined) return { kind: 'failed', reason: 'too-long' };
  const outcome = encryptForDevices(changes, context, plaintext, devices, bundles);
  if (outcome.kind === 'needs-bundles') return outcome;
  if (outcome.kind === 'refused') return { kind: 'failed', reason: 'refused' };

  const ciphertexts = new Map(outcome.envelopes.map(({ deviceId, ciphertext }) => [deviceId, ciphertext]));
  const frame: SendFrame = {
    type: 'send',
    message_id: entry.messageId,
    recipients: recipients.map(({ accountId, listVersion, devices: of }) => ({
      user_id: accountId,
      device_list_version: listVersion,
      envelopes: of.map(({ deviceId }) => ({
        device_id: deviceId,
        ciphertext: new Uint8Array(ciphertexts.get(deviceId) ?? []),
      })),
    })),
  };
  const encoded = encodeFrame(frame, 'cbor');
  setEnvelopes(changes, entry.messageId, encoded as Uint8Array);
  return { kind: 'encrypted' };
}

/** The accounts whose device lists an entry needs. */
export function accountsOf(reader: Reader, context: DeviceContext, entry: OutboxEntry): AccountId[] {
  const { self } = context;
  const personId = readConversation(reader, entry.conversationId)?.personId ?? null;
  const accounts = new Set<AccountId>();
  if (entry.audience !== 'own-devices' && personId !== null) accounts.add(personId);
  if (entry.audience !== 'person') accounts.add(self.accountId);
  return [...accounts];
}

function recipientsOf(
  changes: Changes,
  context: DeviceContext,
  entry: OutboxEntry,
): Recipient[] | FailureReason {
  const { self } = context;
  const recipients: Recipient[] = [];
  const accounts = accountsOf(changes, context, entry);
  if (accounts.length === 0) return 'recipient-unavailable';
  for (const accountId of accounts) {
    const person = readPerson(changes, accountId);
    if (person === null) return 'recipient-unavailable';
    if (person.awaitingDecision) return 'identity-changed';
    const devices = readDevices(changes, accountId).filter((device) => device.deviceId !== self.deviceId);
    if (accountId !== self.accountId && devices.length === 0) return 'no-devices';
    recipients.push({ accountId, listVersion: person.listVersion, devices });
  }
  return recipients;
}
