import type { AccountId, DeviceId, MessageId } from '@sotto/protocol';
import type { StaleDevices } from '@sotto/protocol/http';
import type { Context } from '../context.ts';
import type { Actor } from '../db/actor.ts';
import { ProblemError } from '../http/problem-error.ts';
import { createGroupCommit } from './group-commit.ts';
import { type AccountMailboxes, createMailboxDirectory, type MailboxDirectory } from './mailbox-directory.ts';
import { acceptMessages, acknowledgeMailboxes, type OutgoingMessage, type StoredEnvelope } from './store.ts';

/** A submission with its ciphertexts as bytes. */
export type Submission = {
  readonly message_id: MessageId;
  readonly recipients: readonly {
    readonly user_id: AccountId;
    readonly device_list_version: number;
    readonly envelopes: readonly { readonly device_id: DeviceId; readonly ciphertext: Uint8Array }[];
  }[];
};

export type SubmitOutcome =
  | { readonly kind: 'accepted'; readonly acceptedAt: number }
  | { readonly kind: 'stale-devices'; readonly stale: readonly StaleDevices[] };

/** Called after the commit with everything that became visible. */
export type FanOut = (devicePk: number, envelope: StoredEnvelope) => void;

/** Storing and forwarding: the middle of the life of a message. */
export type Messages = {
  /** Durable when it resolves; repeating it changes nothing. @throws ProblemError */
  submit(actor: Actor, submission: Submission): Promise<SubmitOutcome>;
  /** Removes what a device has stored; how many envelopes went. */
  acknowledge(devicePk: number, through: number): Promise<number>;
  readonly directory: MailboxDirectory;
  idle(): Promise<void>;
};

const batchItemsMax = 2000;
const batchBytesMax = 8 * 1024 * 1024;
/** Lists move rarely: a message that meets a change twice in a row is answered with it. */
const triesMax = 3;

export function createMessages(context: Context, fanOut: FanOut): Messages {
  const directory = createMailboxDirectory(context.pool, context.events);
  const write = async (batch: readonly OutgoingMessage[]): Promise<(number | ProblemError | 'moved')[]> =>
    writeBatch(context, directory, fanOut, batch);
  const accepting = createGroupCommit(write, {
    batchItemsMax,
    batchWeightMax: batchBytesMax,
    weightOf: (message) => message.envelopes.reduce((sum, envelope) => sum + envelope.ciphertext.length, 0),
  });
  const acknowledging = createGroupCommit(
    async (reads: readonly { devicePk: number; through: number }[]) => {
      const removed = await acknowledgeMailboxes(context.pool, reads);
      return reads.map((read) => removed.get(read.devicePk) ?? 0);
    },
    { batchItemsMax, batchWeightMax: Number.POSITIVE_INFINITY, weightOf: () => 0 },
  );
  return {
    directory,
    acknowledge: (devicePk, through) => acknowledging.submit({ devicePk, through }),
    idle: async () => {
      await Promise.all([accepting.idle(), acknowledging.idle()]);
    },
    async submit(actor, submission) {
      for (let attempt = 1; ; attempt++) {
        const checked = await check(directory, actor, submission);
        if (checked.kind === 'stale') return { kind: 'stale-devices', stale: checked.stale };
        const result = await accepting.submit(checked.message);
        if (typeof result === 'number') return { kind: 'accepted', acceptedAt: result };
        if (result !== 'moved') throw result;
        if (attempt === triesMax) throw new ProblemError('unavailable', { retry_after_seconds: 1 });
      }
    },
  };
}

/** Stores a batch; leaves out what cannot be stored and writes the rest again. */
async function writeBatch(
  context: Context,
  directory: MailboxDirectory,
  fanOut: FanOut,
  batch: readonly OutgoingMessage[],
): Promise<(number | ProblemError | 'moved')[]> {
  context.metrics.batchMessages.observe(batch.length);
  const outcome = await acceptMessages(context.pool, batch, context.config.mailboxMessagesMax);
  if (outcome.kind === 'stored') {
    const at = outcome.acceptedAt.getTime();
    let position = 0;
    for (const message of batch) {
      for (const { devicePk, ciphertext } of message.envelopes) {
        const seq = outcome.seqs[position++] ?? 0;
        if (seq === 0) continue;
        fanOut(devicePk, {
          seq,
          messageId: message.messageId,
          senderAccount: message.senderAccount,
          senderDevice: message.senderDevice,
          acceptedAt: at,
          ciphertext,
        });
      }
    }
    context.metrics.messages.inc(batch.length);
    return batch.map(() => at);
  }
  const left = (message: OutgoingMessage): ProblemError | 'moved' | undefined => {
    if (outcome.kind === 'stale')
      return message.lists.some((list) => outcome.accounts.includes(list.accountId)) ? 'moved' : undefined;
    return message.envelopes.some((envelope) => outcome.mailboxes.includes(envelope.devicePk))
      ? new ProblemError('queue-full', { retry_after_seconds: 60 })
      : undefined;
  };
  if (outcome.kind === 'stale') for (const accountId of outcome.accounts) directory.forget(accountId);
  const verdicts = batch.map(left);
  const rest = batch.filter((_, i) => verdicts[i] === undefined);
  const results = rest.length === 0 ? [] : await writeBatch(context, directory, fanOut, rest);
  let next = 0;
  return verdicts.map((verdict) => verdict ?? (results[next++] as number | ProblemError | 'moved'));
}

type Checked =
  | { readonly kind: 'message'; readonly message: OutgoingMessage }
  | { readonly kind: 'stale'; readonly stale: readonly StaleDevices[] };

/** Whether a submission is for exactly the devices it must be for; O(devices addressed). */
async function check(directory: MailboxDirectory, actor: Actor, submission: Submission): Promise<Checked> {
  const own = directory.find(actor.accountId);
  const sender = own instanceof Promise ? await own : own;
  const senderPk = sender?.devices.get(actor.deviceId);
  if (senderPk === undefined) throw new ProblemError('device-not-registered');
  const stale: StaleDevices[] = [];
  const envelopes: { devicePk: number; ciphertext: Uint8Array }[] = [];
  const lists: { accountId: AccountId; version: number }[] = [];
  for (const recipient of submission.recipients) {
    const accountId = recipient.user_id;
    if (lists.some((list) => list.accountId === accountId))
      throw new ProblemError('invalid-request', { detail: 'a recipient is named twice' });
    const found = directory.find(accountId);
    const account = found instanceof Promise ? await found : found;
    if (account === undefined) throw new ProblemError('account-unknown');
    lists.push({ accountId, version: account.version });
    const difference = compare(
      account,
      recipient,
      accountId === actor.accountId ? actor.deviceId : undefined,
    );
    if (difference !== undefined) stale.push(difference);
    else
      for (const { device_id, ciphertext } of recipient.envelopes)
        envelopes.push({ devicePk: account.devices.get(device_id) as number, ciphertext });
  }
  if (stale.length > 0) return { kind: 'stale', stale };
  return {
    kind: 'message',
    message: {
      senderPk,
      senderAccount: actor.accountId,
      senderDevice: actor.deviceId,
      messageId: submission.message_id,
      lists,
      envelopes,
    },
  };
}

/** What is wrong with the devices a recipient's envelopes are for; the sending device needs none. */
function compare(
  account: AccountMailboxes,
  recipient: Submission['recipients'][number],
  sendingDevice: DeviceId | undefined,
): StaleDevices | undefined {
  const wanted = account.devices.size - (sendingDevice === undefined ? 0 : 1);
  const { envelopes } = recipient;
  if (recipient.device_list_version === account.version && envelopes.length === wanted) {
    const addressed = new Set<DeviceId>();
    for (const { device_id } of envelopes)
      if (account.devices.has(device_id) && device_id !== sendingDevice) addressed.add(device_id);
    if (addressed.size === wanted) return undefined;
  }
  const addressed = new Set(envelopes.map((envelope) => envelope.device_id));
  return {
    user_id: recipient.user_id,
    device_list_version: account.version,
    missing: [...account.devices.keys()].filter(
      (device) => device !== sendingDevice && !addressed.has(device),
    ),
    unknown: [...addressed].filter((device) => !account.devices.has(device) || device === sendingDevice),
  };
}
