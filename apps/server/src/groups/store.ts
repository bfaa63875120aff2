import type { AccountId, DeviceId, GroupId, MessageId, ProblemCode } from '@sotto/protocol';
import type { Transaction } from '../db/database.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { GroupRow } from './access.ts';
import { kindOf, type StoredGroupEvent } from './group-event.ts';

/** Makes a group with the actor's own device in it; repeating it changes nothing. @throws ProblemError */
export async function createGroup(
  tx: Transaction,
  groupId: GroupId,
  groupInfo: Buffer,
  groupsMax: number,
): Promise<{ epoch: number; head: number; createdAt: number }> {
  const { rows } = await tx.query<{
    refusal: ProblemCode | null;
    epoch: number;
    head: number;
    created_ms: number;
  }>('select refusal, epoch, head, created_ms from create_group($1, $2, $3)', [
    groupId,
    groupInfo,
    groupsMax,
  ]);
  const row = rows[0];
  if (row === undefined) throw new Error('making a group has no outcome');
  if (row.refusal !== null) throw new ProblemError(row.refusal);
  return { epoch: row.epoch, head: row.head, createdAt: row.created_ms };
}

export async function countMembers(
  tx: Transaction,
  group: GroupRow,
): Promise<{ accounts: number; devices: number }> {
  const { rows } = await tx.query<{ accounts: number; devices: number }>(
    'select count(distinct account_id) as accounts, count(*) as devices from group_members where group_pk = $1',
    [group.group_pk],
  );
  return rows[0] ?? { accounts: 0, devices: 0 };
}

export type MemberRow = { account_id: AccountId; device_id: DeviceId; joined_seq: number };

export async function listMembers(tx: Transaction, group: GroupRow): Promise<MemberRow[]> {
  const { rows } = await tx.query<MemberRow>(
    'select account_id, device_id, joined_seq from group_members where group_pk = $1 order by account_id, device_id',
    [group.group_pk],
  );
  return rows;
}

export type GroupInfoRow = { epoch: number; commit_seq: number; sealed: Buffer };

export async function findGroupInfo(tx: Transaction, group: GroupRow): Promise<GroupInfoRow | undefined> {
  const { rows } = await tx.query<GroupInfoRow>(
    'select epoch, commit_seq, sealed from group_infos where group_pk = $1',
    [group.group_pk],
  );
  return rows[0];
}

/** One event of a log; undefined when there is none that the actor's device may read. */
export async function findEvent(
  tx: Transaction,
  groupId: GroupId,
  seq: number,
  withPayload: boolean,
): Promise<StoredGroupEvent | undefined> {
  const { rows } = await tx.query<{
    epoch: number;
    kind: number;
    event_id: string;
    accepted_ms: number;
    payload: Buffer | null;
  }>('select epoch, kind, event_id, accepted_ms, payload from find_group_event($1, $2, $3)', [
    groupId,
    seq,
    withPayload,
  ]);
  const row = rows[0];
  if (row === undefined) return undefined;
  const { epoch, kind, event_id: id, accepted_ms: acceptedAt, payload } = row;
  return { seq, epoch, kind: kindOf(kind), id, acceptedAt, payload: payload ?? undefined };
}

export type JoinedRow = {
  group_id: GroupId;
  epoch: number;
  head: number;
  joined_seq: number | null;
  acknowledged: number;
  left_seq: number | null;
  welcome: boolean;
};

/** The groups of the actor's account, by id. */
export async function listJoined(
  tx: Transaction,
  after: GroupId | undefined,
  limit: number,
): Promise<JoinedRow[]> {
  const { rows } = await tx.query<JoinedRow>(
    'select group_id, epoch, head, joined_seq, acknowledged, left_seq, welcome from list_joined_groups($1, $2)',
    [after ?? null, limit],
  );
  return rows;
}

/** Empties the actor's account's own message in whichever log it stands. @returns how many devices had not read it. */
export async function withdrawMessage(tx: Transaction, messageId: MessageId): Promise<number> {
  const { rows } = await tx.query<{ removed: number }>('select withdraw_group_message($1) as removed', [
    messageId,
  ]);
  return rows[0]?.removed ?? 0;
}
