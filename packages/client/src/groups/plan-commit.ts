import { constantTimeEqual } from '@sotto/crypto/primitives';
import type { AccountId, DeviceId } from '@sotto/protocol';
import { encodeGroupContext, type GroupContextContent } from '@sotto/protocol/content';
import type { GroupTaskRefusal } from '../api/group.ts';
import { readDevices } from '../devices/device-table.ts';
import { readPerson } from '../people/person-table.ts';
import type { HeldGroup } from '../sessions/read-group.ts';
import type { Reader } from '../store/changes.ts';
import type { Leaf } from './leaf.ts';
import { accountsOf } from './roles.ts';
import type { TaskRecord } from './task-table.ts';
import { wantedChange } from './wanted-change.ts';

/** A device that is to be added. */
export type Candidate = { readonly accountId: AccountId; readonly deviceId: DeviceId };

/** What the next commit is to do, before anybody's key packages were asked for. */
export type CommitPlan = {
  readonly candidates: readonly Candidate[];
  /** Accounts to be added of which no device is known to be listed. */
  readonly unlisted: readonly AccountId[];
  readonly removeLeaves: readonly number[];
  /** What the group is to say of itself, given who is in it afterwards. */
  context(peopleAfter: ReadonlySet<AccountId>): GroupContextContent | null;
  readonly leavesAfter: readonly Leaf[];
};

/** Wishes that need no commit: true already, or not to be had. */
export type SettledTasks = {
  readonly done: readonly TaskRecord[];
  readonly refused: readonly { readonly task: TaskRecord; readonly reason: GroupTaskRefusal }[];
};

/** Devices added in one commit: more would make it larger than a slow line takes in half a minute. */
export const candidatesMax = 256;

/**
 * Brings all that is to be done in a group into one commit: what this person wants, as the group is now, and
 * what this device looks after by itself.
 *
 * @param coming people who are to be added, now or later.
 * @param duties leaves to remove and own devices to add, whose time has come.
 */
export function planCommit(
  reader: Reader,
  self: AccountId,
  group: HeldGroup & { readonly context: GroupContextContent },
  tasks: readonly TaskRecord[],
  coming: ReadonlySet<AccountId>,
  duties: { readonly addDevices: readonly Candidate[]; readonly removeLeaves: readonly number[] },
): { readonly plan: CommitPlan; readonly settled: SettledTasks } {
  const leaves = group.leaves.flatMap((leaf) => leaf ?? []);
  const people = accountsOf(leaves);
  const done: TaskRecord[] = [];
  const refused: { task: TaskRecord; reason: GroupTaskRefusal }[] = [];
  const candidates: Candidate[] = [...duties.addDevices];
  const unlisted: AccountId[] = [];
  const removed = new Set(duties.removeLeaves);
  const contextChanges: ((context: GroupContextContent) => GroupContextContent)[] = [];

  for (const task of tasks) {
    const wanted = wantedChange(task, { context: group.context, people, coming, self });
    if (wanted.kind === 'done') done.push(task);
    else if (wanted.kind === 'refused') refused.push({ task, reason: wanted.reason });
    else if (wanted.kind === 'context') contextChanges.push(wanted.change);
    else if (wanted.kind === 'remove') {
      for (const leaf of leaves) if (wanted.accountIds.includes(leaf.accountId)) removed.add(leaf.leaf);
    } else if (wanted.kind === 'add') {
      const waits = wanted.accountIds.some((accountId) => readPerson(reader, accountId)?.awaitingDecision);
      if (waits) {
        refused.push({ task, reason: 'identity-changed' });
        continue;
      }
      for (const accountId of wanted.accountIds) {
        const devices = readDevices(reader, accountId);
        if (devices.length === 0) unlisted.push(accountId);
        candidates.push(...devices.map(({ deviceId }) => ({ accountId, deviceId })));
      }
    }
  }
  const gone = new Set([...removed, ...group.leaving.map((leaf) => leaf.leaf)]);
  return {
    settled: { done, refused },
    plan: {
      candidates: distinct(candidates).slice(0, candidatesMax),
      unlisted,
      removeLeaves: [...removed],
      leavesAfter: leaves.filter((leaf) => !gone.has(leaf.leaf)),
      context(peopleAfter) {
        const wanted = contextChanges.reduce((context, change) => change(context), group.context);
        // A role goes with its person.
        const roles = new Map([...wanted.roles].filter(([accountId]) => peopleAfter.has(accountId)));
        const after = { ...wanted, roles };
        const isSame = constantTimeEqual(encodeGroupContext(after), encodeGroupContext(group.context));
        return isSame ? null : after;
      },
    },
  };
}

function distinct(candidates: readonly Candidate[]): Candidate[] {
  return [...new Map(candidates.map((one) => [`${one.accountId} ${one.deviceId}`, one] as const)).values()];
}
