import type { AccountId, ConversationId } from '@sotto/protocol';
import type { DeviceContext } from '../device-context.ts';
import { readDevices } from '../devices/device-table.ts';
import type { HeldGroup } from '../sessions/read-group.ts';
import type { Reader } from '../store/changes.ts';
import { numberOf, textOf } from '../store/columns.ts';
import type { GroupRecord } from './group-table.ts';
import type { Candidate } from './plan-commit.ts';
import { accountsOf, effectiveRole, mayRemove } from './roles.ts';
import type { Schedule } from './schedule.ts';

/** What a device does in a group without being asked, when its time has come. */
export type Duties = {
  readonly addDevices: readonly Candidate[];
  readonly removeLeaves: readonly number[];
  /** Something is to be committed, if only fresh keys or what others proposed. */
  readonly commit: boolean;
};

const second = 1000;
const day = 24 * 60 * 60 * second;

/** A device that says nothing for so long is taken out when its person has another one there (REQ-G8). */
export const silentAfterMs = 90 * day;

/** Own devices listed longer ago than this enter by themselves: one that was silent is not brought back. */
const newDeviceMs = 14 * day;

/** REQ-G8, with time to spare for a device that is seldom on. */
const updateAfterMs = 6 * day;
const updateLatestMs = 7 * day;
const updateAfterMessages = 450;

/**
 * Own devices come and go with the signed list (REQ-I7), at once and without anyone asking. Devices of
 * others that their owner took off the list, people who want to leave, commits that were refused: any
 * member sees to those, admins first, everybody after a while of their own so that few do it at once.
 */
export function findDuties(
  reader: Reader,
  { self }: Pick<DeviceContext, 'self'>,
  group: GroupRecord,
  held: HeldGroup,
  schedule: Schedule,
  sweeps: Set<ConversationId>,
  now: number,
): Duties {
  const { groupId } = group;
  const name = (what: string) => `${groupId} ${what}`;
  const isDue = (what: string, from: number, to: number) =>
    schedule.isDue(name(what), from * second, to * second);
  const leaves = held.leaves.flatMap((leaf) => leaf ?? []);
  const inTree = new Set(leaves.map((leaf) => `${leaf.accountId} ${leaf.deviceId}`));

  const addDevices = readDevices(reader, self.accountId)
    .filter(({ deviceId, addedAt }) => {
      const isNew = addedAt * second > now - newDeviceMs;
      return isNew && !inTree.has(`${self.accountId} ${deviceId}`);
    })
    .filter(({ deviceId }) => isDue(`add ${deviceId}`, 0, 2))
    .map(({ deviceId }) => ({ accountId: self.accountId, deviceId }));

  // Looked for when the devices of somebody changed, until there are none.
  const unlisted = sweeps.has(groupId) ? unlistedLeaves(reader, groupId) : [];
  if (unlisted.length === 0) sweeps.delete(groupId);
  const removeLeaves = unlisted
    .filter(({ leaf }) => leaf !== held.ownLeaf)
    .filter(({ deviceId, accountId }) => {
      const isOwn = accountId === self.accountId;
      return isDue(`remove ${deviceId}`, isOwn ? 0 : 5, isOwn ? 2 : 45);
    })
    .map(({ leaf }) => leaf);

  const silent = schedule.isDue(name('silent'), 0, day) ? silentLeaves(reader, groupId, now) : [];
  if (silent.length === 0 && schedule.isDue(name('silent'), 0, day))
    schedule.putOff(name('silent'), now + day);
  for (const { leaf, accountId } of silent) {
    const may =
      held.context !== null && mayRemove(held.context, accountsOf(held.leaves), self.accountId, accountId);
    if (may && leaf !== held.ownLeaf) removeLeaves.push(leaf);
  }

  const looksAfter = held.context !== null && roleOf(held, self.accountId) !== 'member';
  const spread = looksAfter ? { from: 0.2, to: 2 } : { from: 3, to: 8 + 0.02 * leaves.length };
  const leaving = held.leaving.length > 0 && isDue(`leaving ${group.epoch}`, spread.from, spread.to);
  const refused =
    group.refusedSeq !== null &&
    group.refusedCertain &&
    isDue(`refused ${group.refusedSeq}`, spread.from, spread.to);
  const update =
    group.sentSinceUpdate >= updateAfterMessages ||
    schedule.isDue(name(`update ${group.updatedAt}`), ...updateWindow(group, leaves.length, now));
  const fresh = group.freshBeforeSend && hasWaiting(reader, group);
  return { addDevices, removeLeaves, commit: leaving || refused || update || fresh };
}

/** Leaves of devices that the newest verified list of their account does not name. */
function unlistedLeaves(
  reader: Reader,
  groupId: ConversationId,
): { readonly leaf: number; readonly accountId: AccountId; readonly deviceId: string }[] {
  return reader
    .all(
      `select l.leaf, l.account_id, l.device_id from group_leaves l
         join people p on p.account_id = l.account_id and p.list_version > 0
         left join devices d on d.account_id = l.account_id and d.device_id = l.device_id
           and d.removed_at is null
         where l.group_id = ? and d.device_id is null`,
      [groupId],
    )
    .map((row) => ({
      leaf: numberOf(row, 'leaf'),
      accountId: textOf(row, 'account_id') as AccountId,
      deviceId: textOf(row, 'device_id'),
    }));
}

/** Leaves of which nothing was heard for long, of people who have another one there. */
function silentLeaves(
  reader: Reader,
  groupId: ConversationId,
  now: number,
): { readonly leaf: number; readonly accountId: AccountId }[] {
  return reader
    .all(
      `select l.leaf, l.account_id from group_leaves l where l.group_id = ? and l.heard_at < ?
         and exists (select 1 from group_leaves o where o.group_id = l.group_id
           and o.account_id = l.account_id and o.heard_at >= ?)`,
      [groupId, now - silentAfterMs, now - silentAfterMs],
    )
    .map((row) => ({ leaf: numberOf(row, 'leaf'), accountId: textOf(row, 'account_id') as AccountId }));
}

/** Any time of the day before it has to be; what is late already is made up for soon, and not by all at once. */
function updateWindow(group: GroupRecord, leaves: number, now: number): [number, number] {
  const from = Math.max(0, group.updatedAt + updateAfterMs - now);
  const to = group.updatedAt + updateLatestMs - now;
  return [from, Math.max(from + 2 * second * leaves, to)];
}

function roleOf(held: HeldGroup, accountId: AccountId) {
  if (held.context === null) return 'member';
  return effectiveRole(held.context, accountsOf(held.leaves), accountId);
}

function hasWaiting(reader: Reader, { groupId }: GroupRecord): boolean {
  return (
    reader.first('select 1 from outbox where conversation_id = ? and failed = 0 limit 1', [groupId]) !==
    undefined
  );
}
