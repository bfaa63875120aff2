import type { AccountId, DeviceId, MessageId } from '@sotto/protocol';
import type { StaleDevices } from '@sotto/protocol/http';
import type { Actor } from '../db/actor.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { AccountMailboxes } from './mailbox-directory.ts';
import type { OutgoingEnvelope, OutgoingMessage } from './outgoing-message.ts';

/** A submission with its ciphertexts as bytes. */
export type Submission = {
  readonly message_id: MessageId;
  readonly recipients: readonly SubmissionRecipient[];
};

type SubmissionRecipient = {
  readonly user_id: AccountId;
  readonly device_list_version: number;
  readonly envelopes: readonly { readonly device_id: DeviceId; readonly ciphertext: Uint8Array }[];
};

export type CheckedSubmission =
  | { readonly kind: 'message'; readonly message: OutgoingMessage }
  | { readonly kind: 'stale-devices'; readonly stale: readonly StaleDevices[] };

/**
 * Whether a submission is for exactly the devices it must be for. O(devices addressed).
 *
 * @param accounts what is known of the sender's account and of every recipient's.
 * @throws ProblemError `device-not-registered`, `account-unknown`, `invalid-request`.
 */
export function checkSubmission(
  actor: Actor,
  submission: Submission,
  accounts: (accountId: AccountId) => AccountMailboxes | undefined,
): CheckedSubmission {
  const own = accounts(actor.accountId);
  const devicePk = own?.devices.get(actor.deviceId);
  if (own === undefined || devicePk === undefined) throw new ProblemError('device-not-registered');
  let other: AccountMailboxes | undefined;
  let named: AccountId | undefined;
  let stale: StaleDevices[] | undefined;
  const envelopes: OutgoingEnvelope[] = [];
  for (const recipient of submission.recipients) {
    const account = accounts(recipient.user_id);
    if (account === undefined) throw new ProblemError('account-unknown');
    if (account.accountId === named)
      throw new ProblemError('invalid-request', { detail: 'a recipient is named twice' });
    named = account.accountId;
    const isOwn = account.accountId === own.accountId;
    if (!isOwn) {
      if (other !== undefined)
        throw new ProblemError('invalid-request', { detail: 'a message is for one other person' });
      other = account;
    }
    const sendingDevice = isOwn ? actor.deviceId : undefined;
    if (isCurrent(account, recipient, sendingDevice)) {
      for (const { device_id, ciphertext } of recipient.envelopes)
        envelopes.push({ devicePk: account.devices.get(device_id) as number, ciphertext });
    } else {
      stale ??= [];
      stale.push(differenceOf(account, recipient, sendingDevice));
    }
  }
  if (stale !== undefined) return { kind: 'stale-devices', stale };
  const sender = { devicePk, accountId: actor.accountId, deviceId: actor.deviceId };
  return { kind: 'message', message: { sender, messageId: submission.message_id, own, other, envelopes } };
}

/** One envelope for each device of the newest list, none for any other; the sending device needs none. */
function isCurrent(
  account: AccountMailboxes,
  { device_list_version: version, envelopes }: SubmissionRecipient,
  sendingDevice: DeviceId | undefined,
): boolean {
  const wanted = account.devices.size - (sendingDevice === undefined ? 0 : 1);
  if (version !== account.version || envelopes.length !== wanted) return false;
  for (let i = 0; i < envelopes.length; i++) {
    const id = envelopes[i]?.device_id as DeviceId;
    if (id === sendingDevice || !account.devices.has(id)) return false;
    for (let j = 0; j < i; j++) if (envelopes[j]?.device_id === id) return false;
  }
  return true;
}

function differenceOf(
  account: AccountMailboxes,
  recipient: SubmissionRecipient,
  sendingDevice: DeviceId | undefined,
): StaleDevices {
  const addressed = new Set(recipient.envelopes.map((envelope) => envelope.device_id));
  if (addressed.size !== recipient.envelopes.length)
    throw new ProblemError('invalid-request', { detail: 'a device is named twice' });
  const wanted = new Set(account.devices.keys());
  if (sendingDevice !== undefined) wanted.delete(sendingDevice);
  return {
    user_id: recipient.user_id,
    device_list_version: account.version,
    missing: [...wanted].filter((device) => !addressed.has(device)),
    unknown: [...addressed].filter((device) => !wanted.has(device)),
  };
}
