import type { GroupId } from '@sotto/protocol';
import type { Transaction } from '../db/database.ts';
import type { GroupRow } from './access.ts';

export type RejoinKeyRow = { commit_seq: number; wrapped_key: Buffer };

/** The copy of the actor's own account. */
export async function findRejoinKey(tx: Transaction, group: GroupRow): Promise<RejoinKeyRow | undefined> {
  const { rows } = await tx.query<RejoinKeyRow>(
    'select commit_seq, wrapped_key from group_rejoin_keys where group_pk = $1',
    [group.group_pk],
  );
  return rows[0];
}

/** The commit of the copy that is kept now; undefined when the account is not in the group, or so far. */
export async function putRejoinKey(
  tx: Transaction,
  groupId: GroupId,
  commitSeq: number,
  wrappedKey: Buffer,
): Promise<number | undefined> {
  const { rows } = await tx.query<{ kept: number | null }>('select put_rejoin_key($1, $2, $3) as kept', [
    groupId,
    commitSeq,
    wrappedKey,
  ]);
  return rows[0]?.kept ?? undefined;
}
