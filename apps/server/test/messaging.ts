import { randomUUID } from 'node:crypto';
import { type AccountId, type DeviceId, encodeBase64, type MessageId } from '@sotto/protocol';
import { routes, type SubmissionOutcome } from '@sotto/protocol/http';
import type { DownFrame, SendFrame } from '@sotto/protocol/socket';
import { callRoute, requestRoute, type WireAccount, type WireSocket } from '@sotto/testing';

/** A device a message is for: what an account in these tests has one of, unless it says otherwise. */
export type Target = {
  readonly accountId: AccountId;
  readonly deviceId: DeviceId;
  readonly version?: number;
};

export const newMessageId = () => randomUUID() as MessageId;

/** A `send` frame for devices of one account. */
export function sendFrame(
  to: Target | readonly Target[],
  options: { id?: MessageId; ciphertext?: Uint8Array } = {},
): SendFrame {
  const targets = [to].flat() as readonly Target[];
  const [first] = targets;
  if (first === undefined) throw new Error('a message is for somebody');
  return {
    type: 'send',
    message_id: options.id ?? newMessageId(),
    recipients: [
      {
        user_id: first.accountId,
        device_list_version: first.version ?? 1,
        envelopes: targets.map(({ deviceId }) => ({
          device_id: deviceId,
          ciphertext: (options.ciphertext ?? new Uint8Array([1, 2, 3])) as Uint8Array<ArrayBuffer>,
        })),
      },
    ],
  };
}

/** The same over HTTP. */
export function submissionBody(frame: SendFrame) {
  return {
    message_id: frame.message_id,
    recipients: frame.recipients.map((recipient) => ({
      ...recipient,
      envelopes: recipient.envelopes.map(({ device_id, ciphertext }) => ({
        device_id,
        ciphertext: encodeBase64(ciphertext),
      })),
    })),
  };
}

export async function post(from: WireAccount, frame: SendFrame): Promise<SubmissionOutcome> {
  return callRoute(from.url, routes.sendMessage, {
    token: from.token,
    params: { sender_id: from.accountId },
    body: { device_id: from.deviceId, ...submissionBody(frame) },
  });
}

/** What waits for the account's own device. */
export async function queueOf(account: WireAccount, query: Record<string, string> = {}) {
  return callRoute(account.url, routes.getQueue, {
    token: account.token,
    params: { user_id: account.accountId, device_id: account.deviceId },
    query,
  });
}

export async function acknowledge(account: WireAccount, through?: number) {
  return requestRoute(account.url, routes.acknowledgeQueue, {
    token: account.token,
    params: { user_id: account.accountId, device_id: account.deviceId },
    query: through === undefined ? {} : { through: String(through) },
  });
}

/** Every envelope a socket was sent, in the order it was. */
export function delivered(socket: WireSocket): MessagesFrame['messages'] {
  return socket.frames.flatMap((frame) => (frame.type === 'messages' ? frame.messages : []));
}

type MessagesFrame = Extract<DownFrame, { type: 'messages' }>;

/** Waits until `holds` does, or says what did not. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, patienceMs = 20_000) {
  const deadline = Date.now() + patienceMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`it did not come to this: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
