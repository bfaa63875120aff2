import type { GroupId } from '@sotto/protocol';
import type { Transaction } from '../db/database.ts';
import { ProblemError } from '../http/problem-error.ts';

/** A group that the actor's account is in. */
export type GroupRow = {
  group_pk: number;
  group_id: GroupId;
  created_at: Date;
  epoch: number;
  last_seq: number;
  commit_seq: number;
  truncated: number;
};

/**
 * The only way to a group's own row: row-level security shows it to devices of accounts that are in it.
 * Whether there is no such group or it is none of the actor's business, the answer is the same.
 *
 * @throws ProblemError `group-unknown`.
 */
export async function requireGroup(tx: Transaction, groupId: GroupId): Promise<GroupRow> {
  const { rows } = await tx.query<GroupRow>(
    `select group_pk, group_id, created_at, epoch, last_seq, commit_seq, truncated from groups where group_id = $1`,
    [groupId],
  );
  const group = rows[0];
  if (group === undefined) throw new ProblemError('group-unknown');
  return group;
}
