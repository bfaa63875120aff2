import { z } from 'zod';
import { CommitId, Epoch, GroupSeq, MessageId } from '../../ids.ts';
import { GroupEvent } from './group-event.ts';

/** Durable, and where in the log. Repeating the submission gives the same answer. */
const accepted = {
  outcome: z.literal('accepted'),
  seq: GroupSeq,
  /** The group's epoch after it: one more than the message's own for a commit. */
  epoch: Epoch,
  accepted_at: z.iso.datetime(),
};

/**
 * Nothing was stored: the group is in another epoch than the message. `events` are what follows the
 * submission's `after`, from which to rebase; when there is more (or the first is not kept any more), the
 * log has it.
 */
const stale = {
  outcome: z.literal('stale-epoch'),
  epoch: Epoch,
  /** The newest number of the log, and of its commits. */
  head: GroupSeq,
  commit_seq: GroupSeq,
  events: z.array(GroupEvent),
  more: z.boolean(),
};

export const CommitOutcome = z.discriminatedUnion('outcome', [
  z.strictObject({ ...accepted, commit_id: CommitId }),
  z.strictObject({ ...stale, commit_id: CommitId }),
]);
export type CommitOutcome = z.infer<typeof CommitOutcome>;

export const GroupMessageOutcome = z.discriminatedUnion('outcome', [
  z.strictObject({ ...accepted, message_id: MessageId }),
  z.strictObject({ ...stale, message_id: MessageId }),
]);
export type GroupMessageOutcome = z.infer<typeof GroupMessageOutcome>;
