import type { GroupId } from '@sotto/protocol';
import type { Transaction } from '../db/database.ts';

export type WelcomeRow = { commit_seq: number; epoch: number };

/** The Welcome that waits for the actor's own device, without its bytes. */
export async function findWelcome(tx: Transaction, groupId: GroupId): Promise<WelcomeRow | undefined> {
  const { rows } = await tx.query<WelcomeRow>(
    `select w.commit_seq, w.epoch
       from groups g join group_welcome_devices d on d.group_pk = g.group_pk
       join group_welcomes w on w.group_pk = d.group_pk and w.commit_seq = d.commit_seq
      where g.group_id = $1`,
    [groupId],
  );
  return rows[0];
}

/** Its bytes, which every device it is for gets the same. */
export async function readWelcome(
  tx: Transaction,
  groupId: GroupId,
  commitSeq: number,
): Promise<Buffer | undefined> {
  const { rows } = await tx.query<{ welcome: Buffer }>(
    `select w.welcome from groups g join group_welcomes w on w.group_pk = g.group_pk
      where g.group_id = $1 and w.commit_seq = $2`,
    [groupId, commitSeq],
  );
  return rows[0]?.welcome;
}

/** The actor's own device is done with it. False when none waited. */
export async function acknowledgeWelcome(
  tx: Transaction,
  groupId: GroupId,
  commitSeq: number,
): Promise<boolean> {
  const { rows } = await tx.query<{ begins: number | null }>('select acknowledge_welcome($1, $2) as begins', [
    groupId,
    commitSeq,
  ]);
  return rows[0]?.begins != null;
}
