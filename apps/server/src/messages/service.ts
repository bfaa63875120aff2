import type { AccountId } from '@sotto/protocol';
import type { StaleDevices } from '@sotto/protocol/http';
import type { Context } from '../context.ts';
import type { Actor } from '../db/actor.ts';
import { ProblemError } from '../http/problem-error.ts';
import { createBatcher } from './batcher.ts';
import { checkSubmission, type Submission } from './check-submission.ts';
import { type AccountMailboxes, createMailboxDirectory } from './mailbox-directory.ts';
import { orUnavailable } from './or-unavailable.ts';
import type { MailboxActor, OutgoingMessage } from './outgoing-message.ts';
import {
  type Acknowledgement,
  acknowledgeMailboxes,
  type MailboxPage,
  type MailboxRead,
  readMailboxes,
} from './store.ts';
import type { StoredEnvelope } from './stored-envelope.ts';
import { type WriteResult, writeBatch } from './write-batch.ts';

export type SubmitOutcome =
  | { readonly kind: 'accepted'; readonly acceptedAt: number }
  | { readonly kind: 'stale-devices'; readonly stale: readonly StaleDevices[] };

/** Who is told, after the commit, what became visible in which mailbox. */
export type FanOut = {
  deliver(devicePk: number, envelope: StoredEnvelope): void;
  /** Something may have become visible, of which nothing more is known. */
  lookAgain(devicePk: number): void;
};

/** Storing and forwarding: the middle of the life of a message. */
export type Messages = {
  /** Durable when it resolves; repeating it changes nothing. @throws ProblemError */
  submit(actor: Actor, submission: Submission): Promise<SubmitOutcome>;
  /** Removes what a device has stored; how many envelopes went. */
  acknowledge(reader: MailboxActor, through: number): Promise<number>;
  /** The next envelopes of a mailbox; undefined when it is gone. */
  read(reader: MailboxActor, after: number): Promise<MailboxPage | undefined>;
  /** The actor's device as the mailboxes know it; undefined before it is registered. */
  findMailbox(actor: Pick<Actor, 'accountId' | 'deviceId'>): Promise<MailboxActor | undefined>;
  idle(): Promise<void>;
};

const accepting = { batchItemsMax: 2000, waitingItemsMax: 50_000, batchWeightMax: 8 * 1024 * 1024 };
const one = { batchWeightMax: 2000, weightOf: () => 1 };
/** Nobody waits for an acknowledgement; the later it is written, the more of a mailbox goes at once. */
const acknowledgeRestMs = 20;
/** A page is small, because pages of many mailboxes come in one answer. */
const page = { rowsMax: 200, bytesMax: 256 * 1024 };
/** Device lists move rarely: whoever meets a change this often in a row is asked to come again. */
const checksMax = 4;

export function createMessages(context: Context, fanOut: FanOut): Messages {
  const { pool, metrics } = context;
  const directory = createMailboxDirectory(pool, context.events);

  const write = async (batch: readonly OutgoingMessage[]): Promise<WriteResult[]> => {
    metrics.batchMessages.observe(batch.length);
    try {
      const results = await writeBatch(pool, batch, context.config.mailboxMessagesMax);
      for (const [i, result] of results.entries()) tell(batch[i] as OutgoingMessage, result);
      return results;
    } catch (error) {
      // The commit may have happened all the same: whoever is connected looks.
      for (const message of batch) lookAgain(message);
      throw error;
    }
  };
  const tell = (message: OutgoingMessage, result: WriteResult) => {
    const { own, other, sender, messageId, envelopes } = message;
    if (result.kind === 'accepted') {
      const { acceptedAt, seqs } = result;
      metrics.messages.inc();
      envelopes.forEach(({ devicePk, ciphertext }, i) => {
        const envelope = { seq: seqs[i] as number, messageId, acceptedAt, ciphertext };
        const { accountId: senderAccount, deviceId: senderDevice } = sender;
        fanOut.deliver(devicePk, { ...envelope, senderAccount, senderDevice });
      });
    } else if (result.kind === 'repeated') lookAgain(message);
    else if (result.kind === 'check-again') {
      directory.forget(own.accountId);
      if (other !== undefined) directory.forget(other.accountId);
    }
  };
  const lookAgain = (message: OutgoingMessage) => {
    for (const { devicePk } of message.envelopes) fanOut.lookAgain(devicePk);
  };
  const writing = createBatcher(write, {
    ...accepting,
    weightOf: ({ envelopes }) => envelopes.reduce((sum, { ciphertext }) => sum + ciphertext.length, 100),
  });
  const acknowledging = createBatcher(
    async (reads: readonly Acknowledgement[]) => {
      const removed = await acknowledgeMailboxes(pool, furthest(reads));
      return reads.map(({ reader }) => removed.get(reader.devicePk) ?? 0);
    },
    { ...one, batchItemsMax: 2000, waitingItemsMax: 100_000, restMs: acknowledgeRestMs },
  );
  const reading = createBatcher((reads: readonly MailboxRead[]) => readMailboxes(pool, reads, page), {
    ...one,
    batchItemsMax: 64,
    waitingItemsMax: 100_000,
  });
  metrics.queueDepth(() => writing.waiting);

  const check = async (actor: Actor, submission: Submission) => {
    const missing = [actor.accountId, ...submission.recipients.map((recipient) => recipient.user_id)].filter(
      (accountId) => directory.peek(accountId) === undefined,
    );
    if (missing.length === 0) return checkSubmission(actor, submission, directory.peek);
    const found = new Map<AccountId, AccountMailboxes | undefined>();
    for (const accountId of missing) found.set(accountId, await directory.find(accountId));
    return checkSubmission(
      actor,
      submission,
      (accountId) => found.get(accountId) ?? directory.peek(accountId),
    );
  };
  return {
    acknowledge: (reader, through) => orUnavailable(acknowledging.submit({ reader, through })),
    read: (reader, after) => orUnavailable(reading.submit({ reader, after })),
    async findMailbox({ accountId, deviceId }) {
      const account = directory.peek(accountId) ?? (await orUnavailable(directory.find(accountId)));
      const devicePk = account?.devices.get(deviceId);
      return devicePk === undefined ? undefined : { devicePk, accountId, deviceId };
    },
    async submit(actor, submission) {
      for (let checks = 1; checks <= checksMax; checks++) {
        const checked = await check(actor, submission);
        if (checked.kind === 'stale-devices') return checked;
        const result = await orUnavailable(writing.submit(checked.message));
        if (result.kind === 'refused') throw result.error;
        if (result.kind !== 'check-again') return { kind: 'accepted', acceptedAt: result.acceptedAt };
      }
      throw new ProblemError('unavailable', { retry_after_seconds: 1 });
    },
    idle: async () => {
      await Promise.all([writing.idle(), acknowledging.idle(), reading.idle()]);
    },
  };
}

/** One entry a device, in the order in which rows are locked. */
function furthest(reads: readonly Acknowledgement[]): Acknowledgement[] {
  const byDevice = new Map<number, Acknowledgement>();
  for (const read of reads) {
    const known = byDevice.get(read.reader.devicePk);
    if (known === undefined || known.through < read.through) byDevice.set(read.reader.devicePk, read);
  }
  return [...byDevice.values()].sort((a, b) => a.reader.devicePk - b.reader.devicePk);
}
