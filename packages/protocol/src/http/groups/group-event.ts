import { z } from 'zod';
import { base64Bytes } from '../../encoding/base64-bytes.ts';
import { CommitId, Epoch, GroupSeq, MessageId } from '../../ids.ts';
import { groupCommitBytesMax } from '../../limits.ts';

export const GroupEventKind = z.enum(['commit', 'proposal', 'application']);
export type GroupEventKind = z.infer<typeof GroupEventKind>;

/** One entry of a group's log: an MLS message as it was submitted. Who sent it stands inside, encrypted. */
export const GroupEvent = z.strictObject({
  seq: GroupSeq,
  /** The epoch the message was made in: a commit ends it. */
  epoch: Epoch,
  kind: GroupEventKind,
  /** The `commit_id` or `message_id` of the submission. */
  id: z.union([CommitId, MessageId]),
  accepted_at: z.iso.datetime(),
  /** Empty: its writer withdrew it. */
  payload: base64Bytes({ min: 0, max: groupCommitBytesMax }),
});
export type GroupEvent = z.infer<typeof GroupEvent>;
