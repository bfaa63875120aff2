import type { AccountId, ConversationId, DeviceId } from '@sotto/protocol';
import type { GroupRole } from '../api/group.ts';
import type { SqlRow } from '../platform/sql-store.ts';
import type { GroupDescription } from '../sessions/describe-group.ts';
import type { Changes, Reader } from '../store/changes.ts';
import { numberOf, optionalNumber, textOf } from '../store/columns.ts';
import { accountsOf, roleIn } from './roles.ts';

/** Somebody in a group. */
export type MemberRecord = {
  readonly accountId: AccountId;
  readonly role: GroupRole;
  /** When this device saw them come; `null` for those who were there before it. */
  readonly joinedAt: number | null;
};

/** A leaf of a group, as this device has seen it. */
export type LeafRecord = {
  readonly leaf: number;
  readonly accountId: AccountId;
  readonly deviceId: DeviceId;
  readonly joinedAt: number | null;
  /** When something of it last came in (REQ-G8). */
  readonly heardAt: number;
};

/**
 * Makes the lists of people and leaves those of an epoch. Only what differs is written.
 *
 * @param before the epoch before; `null`: this device has just come in. Who was there when it was in before
 *   is as it was; everybody else came meanwhile, or, the first time, was there already.
 */
export function saveMembers(
  changes: Changes,
  groupId: ConversationId,
  before: GroupDescription | null,
  after: GroupDescription,
  now: number,
): void {
  const known = before === null ? forgetMembers(changes, groupId) : null;
  const cameAt = (accountId: AccountId) =>
    known === null || (known.size > 0 && !known.has(accountId)) ? now : (known.get(accountId) ?? null);
  const was = new Map((before?.leaves ?? []).map((leaf) => [leaf?.leaf, leaf]));
  for (const leaf of after.leaves) {
    if (leaf === null) continue;
    const old = was.get(leaf.leaf);
    was.delete(leaf.leaf);
    if (old?.accountId === leaf.accountId && old.deviceId === leaf.deviceId) continue;
    changes.run(
      `insert or replace into group_leaves (group_id, leaf, account_id, device_id, joined_at, heard_at)
       values (?, ?, ?, ?, ?, ?)`,
      [groupId, leaf.leaf, leaf.accountId, leaf.deviceId, cameAt(leaf.accountId), now],
    );
  }
  for (const leaf of was.keys()) {
    if (leaf === undefined) continue;
    changes.run('delete from group_leaves where group_id = ? and leaf = ?', [groupId, leaf]);
  }
  savePeople(changes, groupId, before, after, cameAt);
  changes.touchGroup(groupId);
  changes.touchConversation(groupId);
}

/** @returns who was there, and since when. */
function forgetMembers(changes: Changes, groupId: ConversationId): Map<AccountId, number | null> {
  const known = new Map(readMembers(changes, groupId).map((one) => [one.accountId, one.joinedAt]));
  changes.run('delete from group_leaves where group_id = ?', [groupId]);
  changes.run('delete from group_people where group_id = ?', [groupId]);
  return known;
}

function savePeople(
  changes: Changes,
  groupId: ConversationId,
  before: GroupDescription | null,
  after: GroupDescription,
  cameAt: (accountId: AccountId) => number | null,
): void {
  const { context } = after;
  if (context === null) return;
  const then = before === null ? new Set<AccountId>() : accountsOf(before.leaves);
  const now = accountsOf(after.leaves);
  for (const accountId of now) {
    const role = roleIn(context, accountId);
    const isSame =
      then.has(accountId) && before?.context != null && roleIn(before.context, accountId) === role;
    if (isSame) continue;
    changes.run(
      `insert into group_people (group_id, account_id, role, joined_at) values (?, ?, ?, ?)
       on conflict (group_id, account_id) do update set role = excluded.role`,
      [groupId, accountId, role, cameAt(accountId)],
    );
  }
  for (const accountId of then) {
    if (now.has(accountId)) continue;
    changes.run('delete from group_people where group_id = ? and account_id = ?', [groupId, accountId]);
  }
}

export function readMembers(reader: Reader, groupId: ConversationId): MemberRecord[] {
  return reader
    .all('select account_id, role, joined_at from group_people where group_id = ?', [groupId])
    .map(memberOf);
}

export function countMembers(reader: Reader, groupId: ConversationId): number {
  const row = reader.first('select count(*) as people from group_people where group_id = ?', [groupId]);
  return row === undefined ? 0 : numberOf(row, 'people');
}

/** Devices, which are more than people. */
export function countLeaves(reader: Reader, groupId: ConversationId): number {
  const row = reader.first('select count(*) as leaves from group_leaves where group_id = ?', [groupId]);
  return row === undefined ? 0 : numberOf(row, 'leaves');
}

export function readMember(
  reader: Reader,
  groupId: ConversationId,
  accountId: AccountId,
): MemberRecord | null {
  const row = reader.first(
    'select account_id, role, joined_at from group_people where group_id = ? and account_id = ?',
    [groupId, accountId],
  );
  return row === undefined ? null : memberOf(row);
}

/** `null`: they are not in it. */
export function readRole(reader: Reader, groupId: ConversationId, accountId: AccountId): GroupRole | null {
  return readMember(reader, groupId, accountId)?.role ?? null;
}

function memberOf(row: SqlRow): MemberRecord {
  return {
    accountId: textOf(row, 'account_id') as AccountId,
    role: textOf(row, 'role') as GroupRole,
    joinedAt: optionalNumber(row, 'joined_at'),
  };
}

export function readLeaves(reader: Reader, groupId: ConversationId): LeafRecord[] {
  return reader
    .all('select leaf, account_id, device_id, joined_at, heard_at from group_leaves where group_id = ?', [
      groupId,
    ])
    .map((row) => ({
      leaf: numberOf(row, 'leaf'),
      accountId: textOf(row, 'account_id') as AccountId,
      deviceId: textOf(row, 'device_id') as DeviceId,
      joinedAt: optionalNumber(row, 'joined_at'),
      heardAt: numberOf(row, 'heard_at'),
    }));
}

/** Groups in which somebody has a leaf. */
export function groupsWith(reader: Reader, accountId: AccountId): ConversationId[] {
  return reader
    .all('select distinct group_id from group_leaves where account_id = ?', [accountId])
    .map((row) => textOf(row, 'group_id') as ConversationId);
}

/** A message of this leaf came in, at most once an hour written down. */
export function noteHeard(changes: Changes, groupId: ConversationId, leaf: number, at: number): void {
  changes.run('update group_leaves set heard_at = ? where group_id = ? and leaf = ? and heard_at < ?', [
    at,
    groupId,
    leaf,
    at - 60 * 60 * 1000,
  ]);
}

/** Whether this device was in the group before a device of somebody was: it has been sent all it wrote. */
export function sawJoin(
  reader: Reader,
  message: { conversationId: ConversationId; senderId: AccountId; senderDeviceId: DeviceId },
): boolean {
  const row = reader.first(
    'select joined_at from group_leaves where group_id = ? and account_id = ? and device_id = ?',
    [message.conversationId, message.senderId, message.senderDeviceId],
  );
  return row !== undefined && optionalNumber(row, 'joined_at') !== null;
}
