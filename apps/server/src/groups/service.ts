import { type GroupId, limits, type MessageId } from '@sotto/protocol';
import type { Context } from '../context.ts';
import type { Actor } from '../db/actor.ts';
import { patiently } from '../db/patiently.ts';
import { ProblemError } from '../http/problem-error.ts';
import { createBatcher } from '../messages/batcher.ts';
import { orUnavailable } from '../messages/or-unavailable.ts';
import type { MailboxActor } from '../messages/outgoing-message.ts';
import { acceptCommit, type CommitResult, type OutgoingCommit } from './accept-commit.ts';
import { acceptGroupMessages, type GroupWriteResult } from './accept-messages.ts';
import { checkGroupMessage } from './check-group-message.ts';
import { createCursorWriter } from './cursor-writer.ts';
import type { StoredGroupEvent } from './group-event.ts';
import type { GroupFanOut } from './group-fan-out.ts';
import {
  acknowledgeLogs,
  type GroupLogPage,
  type GroupLogRead,
  type GroupMembership,
  readLogs,
  readMemberships,
} from './log-store.ts';
import type { OutgoingGroupMessage } from './outgoing-group-message.ts';
import { createSendBudget } from './send-budget.ts';

/** What became of a message to a group: kept durably, or not because the group is in another epoch. */
export type GroupSendOutcome =
  | { readonly kind: 'accepted'; readonly seq: number; readonly epoch: number; readonly acceptedAt: number }
  | { readonly kind: 'stale'; readonly epoch: number; readonly commitSeq: number };

export type GroupSubmission = {
  readonly groupId: GroupId;
  readonly messageId: MessageId;
  readonly payload: Uint8Array;
};

/** The delivery service of groups: puts what members send in order, and keeps it until they have it. */
export type Groups = {
  /** Durable when it resolves; repeating it changes nothing. @throws ProblemError */
  send(sender: MailboxActor, submission: GroupSubmission): Promise<GroupSendOutcome>;
  /** One commit an epoch; repeating it changes nothing. @throws ProblemError */
  commit(actor: Actor, commit: OutgoingCommit): Promise<CommitResult>;
  /** A page for a socket; undefined when the device does not read this log. Many share a statement. */
  read(reader: MailboxActor, groupId: GroupId, after: number): Promise<GroupLogPage | undefined>;
  /** A page for HTTP: with its large payloads. */
  readWhole(
    reader: MailboxActor,
    groupId: GroupId,
    after: number,
    limit: number,
  ): Promise<GroupLogPage | undefined>;
  memberships(reader: MailboxActor): Promise<readonly GroupMembership[]>;
  /** Noted now, written soon. */
  acknowledge(reader: MailboxActor, groupId: GroupId, through: number): void;
  /** Writes what is noted. */
  flushCursors(): Promise<void>;
  idle(): Promise<void>;
};

const accepting = { batchItemsMax: 2000, waitingItemsMax: 50_000, batchWeightMax: 8 * 1024 * 1024 };
const one = { batchWeightMax: 2000, weightOf: () => 1, waitingItemsMax: 100_000 };
/** Nobody waits for it; the longer it rests, the more acknowledgements of a device become one. */
const cursorRestMs = 1000;
/** A page is small, because pages of many logs come in one answer. */
const socketPage = { rowsMax: 200, bytesMax: 256 * 1024, inlineMax: limits.groupInlineBytesMax };
const wholePage = { bytesMax: limits.groupPageBytesMax, inlineMax: limits.groupCommitBytesMax };
/** An id twice in one batch is the sender's mistake; in the next batch it is a repetition. */
const submissionsMax = 3;

export function createGroups(context: Context, fanOut: GroupFanOut): Groups {
  const { pool, metrics, log } = context;
  const budget = createSendBudget(context.config.rateFactor);

  const write = async (batch: readonly OutgoingGroupMessage[]): Promise<GroupWriteResult[]> => {
    metrics.groupBatchMessages.observe(batch.length);
    try {
      const results = await acceptGroupMessages(pool, batch);
      for (const [groupId, events] of acceptedEvents(batch, results)) {
        metrics.groupMessages.inc(events.length);
        fanOut.publish(groupId, events);
      }
      return results;
    } catch (error) {
      // The commit may have happened all the same: whoever is connected looks.
      for (const groupId of new Set(batch.map((message) => message.groupId))) fanOut.lookAgain(groupId);
      throw error;
    }
  };
  const writing = createBatcher(write, { ...accepting, weightOf: ({ payload }) => payload.length + 100 });
  const reading = createBatcher((reads: readonly GroupLogRead[]) => readLogs(pool, reads, socketPage), {
    ...one,
    batchItemsMax: 64,
  });
  const looking = createBatcher((readers: readonly MailboxActor[]) => readMemberships(pool, readers), {
    ...one,
    batchItemsMax: 64,
  });
  const cursors = createCursorWriter({
    write: (acknowledgements) => acknowledgeLogs(pool, acknowledgements),
    failed: (error) => log.warn({ error }, 'cursors-not-written'),
    restMs: cursorRestMs,
  });
  metrics.groupQueueDepth(() => writing.waiting);

  return {
    async send(sender, submission) {
      const message = { ...submission, ...checkGroupMessage(submission.groupId, submission.payload), sender };
      budget.take(sender.accountId);
      for (let submissions = 1; ; submissions++) {
        const result = await orUnavailable(writing.submit(message));
        if (result.kind === 'refused') throw result.error;
        if (result.kind === 'stale') return result;
        if (result.kind !== 'again') return { ...result, kind: 'accepted' };
        if (submissions === submissionsMax) throw new Error('a message stands twice in every batch');
      }
    },
    async commit(actor, commit) {
      const { groupId } = commit;
      let result: CommitResult;
      try {
        result = await patiently(() =>
          context.database.asActor(actor, (tx) => acceptCommit(tx, commit, context.config.groupMembersMax)),
        );
      } catch (error) {
        // Unless it was refused, it may have been stored all the same.
        if (!(error instanceof ProblemError)) fanOut.lookAgain(groupId);
        throw error;
      }
      metrics.groupCommits.inc({ outcome: result.kind });
      if (result.kind === 'stale') return result;
      if (result.kind === 'accepted') fanOut.publish(groupId, [eventOf(commit, result)]);
      else fanOut.lookAgain(groupId, result.seq);
      for (const devicePk of result.departed) fanOut.departed(devicePk, groupId, result.seq);
      for (const devicePk of result.welcomed) fanOut.welcomed(devicePk, groupId);
      for (const devicePk of result.joined) fanOut.joined(devicePk);
      return result;
    },
    read: (reader, groupId, after) => orUnavailable(reading.submit({ reader, groupId, after })),
    async readWhole(reader, groupId, after, limit) {
      const [page] = await readLogs(pool, [{ reader, groupId, after }], { ...wholePage, rowsMax: limit });
      return page;
    },
    memberships: (reader) => orUnavailable(looking.submit(reader)),
    acknowledge: (reader, groupId, through) => cursors.note({ reader, groupId, through }),
    flushCursors: () => cursors.flush(),
    idle: async () => {
      await Promise.all([writing.idle(), reading.idle(), looking.idle()]);
      await cursors.flush().catch((error: unknown) => log.warn({ error }, 'cursors-not-written'));
    },
  };
}

/** What a batch added to each log, in order. */
function acceptedEvents(
  batch: readonly OutgoingGroupMessage[],
  results: readonly GroupWriteResult[],
): Map<GroupId, StoredGroupEvent[]> {
  const byGroup = new Map<GroupId, StoredGroupEvent[]>();
  results.forEach((result, i) => {
    if (result.kind !== 'accepted') return;
    const { groupId, kind, messageId, payload } = batch[i] as OutgoingGroupMessage;
    const { seq, epoch, acceptedAt } = result;
    const events = byGroup.get(groupId) ?? [];
    byGroup.set(groupId, events);
    events.push({ seq, epoch, kind, id: messageId, acceptedAt, payload });
  });
  return byGroup;
}

function eventOf(commit: OutgoingCommit, result: { seq: number; acceptedAt: number }): StoredGroupEvent {
  const payload = commit.commit.length > limits.groupInlineBytesMax ? undefined : commit.commit;
  const { seq, acceptedAt } = result;
  return { seq, epoch: commit.epoch, kind: 'commit', id: commit.commitId, acceptedAt, payload };
}
