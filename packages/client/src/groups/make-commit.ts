import { CryptoError, sha256 } from '@sotto/crypto/primitives';
import { type AccountId, type CommitId, type ConversationId, encodeBase64 } from '@sotto/protocol';
import type { GroupCommit } from '@sotto/protocol/http';
import type { DeviceContext } from '../device-context.ts';
import { randomUuid } from '../platform/random-uuid.ts';
import { checkKeyPackage } from '../sessions/check-key-package.ts';
import type { GroupDescription } from '../sessions/describe-group.ts';
import { type PreparedCommit, prepareCommit } from '../sessions/prepare-commit.ts';
import { type HeldGroup, readHeldGroup } from '../sessions/read-group.ts';
import type { Changes } from '../store/changes.ts';
import { dropClaim, readClaim, reserveClaim } from './claim-key-packages.ts';
import { findDuties } from './duties.ts';
import { type GroupRecord, readGroup } from './group-table.ts';
import type { Leaf } from './leaf.ts';
import { listingOf } from './listing.ts';
import { type CommitRoute, savePending } from './pending-table.ts';
import { type Candidate, type CommitPlan, planCommit, type SettledTasks } from './plan-commit.ts';
import { accountsOf } from './roles.ts';
import type { Schedule } from './schedule.ts';
import { comingPeople, isWaiting, readTasks, refuseTask, removeTask } from './task-table.ts';

/** A device as the server's routing set names it. */
type Routed = GroupCommit['added'][number];

/** What is to be committed in a group now. */
export type Due = {
  readonly group: GroupRecord;
  readonly plan: CommitPlan;
  /** Whether anything is to be committed, should nobody be reachable. */
  readonly commit: boolean;
  readonly missing: readonly Candidate[];
};

/** Looks at what is wanted and what is to be done, and settles the wishes that need no commit. */
export function findDue(
  changes: Changes,
  context: DeviceContext,
  groupId: ConversationId,
  { schedule, sweeps }: { readonly schedule: Schedule; readonly sweeps: Set<ConversationId> },
): Due | null {
  const { self, platform } = context;
  const group = readGroup(changes, groupId);
  const held = readHeldGroup(changes, context, groupId);
  if (group === null || held?.context == null) return null;
  // Whoever is to go commits nothing any more.
  if (held.leaving.some((leaf) => leaf.leaf === held.ownLeaf)) return null;
  const now = platform.clock();
  const duties = findDuties(changes, context, group, held, schedule, sweeps, now);
  const all = readTasks(changes, groupId);
  const tasks = all.filter((task) => isWaiting(task) && task.nextAt <= now);
  const { plan, settled } = planCommit(
    changes,
    self.accountId,
    { ...held, context: held.context },
    tasks,
    comingPeople(all),
    duties,
  );
  settle(changes, groupId, settled);
  const missing = plan.candidates.filter((one) => readClaim(changes, group, one, now) === null);
  const commit =
    duties.commit || plan.removeLeaves.length > 0 || plan.context(accountsOf(plan.leavesAfter)) !== null;
  const nothing = !commit && plan.candidates.length + plan.unlisted.length === 0;
  return nothing ? null : { group, plan, commit, missing };
}

/**
 * Makes the commit of a plan with the key packages that are at hand, and stores it as the one under way. In
 * the same transaction as the plan, so that it fits the group as it is.
 *
 * @param routed what the server's routing set is, when a refused commit may have changed it.
 * @returns whether there was anything to commit.
 */
export function makeCommit(
  changes: Changes,
  context: DeviceContext,
  { group, plan, commit }: Due,
  routed: readonly Routed[] | null,
): boolean {
  const { groupId, suite } = group;
  const { self, platform } = context;
  const now = platform.clock();
  const used = usableClaims(changes, group, plan.candidates, now);
  if (used.length === 0 && !commit) return false;
  const peopleAfter = accountsOf(plan.leavesAfter);
  for (const { accountId } of used) peopleAfter.add(accountId);
  const held = readHeldGroup(changes, context, groupId) as HeldGroup;
  let prepared: PreparedCommit;
  try {
    prepared = prepareCommit(
      changes,
      context,
      groupId,
      {
        keyPackages: used.map((one) => one.keyPackage),
        removeLeaves: plan.removeLeaves,
        context: plan.context(peopleAfter),
      },
      group.rejoinKey,
    );
  } catch (error) {
    if (!(error instanceof CryptoError)) throw error;
    // One of the key packages cannot be added after all: others are asked for.
    platform.log('error', 'group-refused');
    for (const one of used) dropClaim(changes, one, suite);
    return false;
  }
  const { added, removed } = routed
    ? routingChanges(routed, prepared.after)
    : leafChanges(prepared.before, prepared.after);
  const { route, targetId } = routeOf(self.accountId, added, removed, routed !== null);
  const submission: GroupCommit = {
    device_id: self.deviceId,
    commit_id: randomUuid(platform.random) as CommitId,
    after: group.cursor as GroupCommit['after'],
    commit: encodeBase64(prepared.commit),
    added,
    removed,
    ...(prepared.welcome === null ? {} : { welcome: encodeBase64(prepared.welcome) }),
    group_info: encodeBase64(prepared.groupInfo),
    ...(group.refusedSeq === null ? {} : { refuses: group.refusedSeq as GroupCommit['after'] }),
  };
  for (const one of used) reserveClaim(changes, group, one);
  savePending(changes, {
    groupId,
    commitId: submission.commit_id,
    route,
    targetId,
    submission,
    commitHash: sha256(prepared.commit),
    removes: prepared.removes,
    leaving: [...accountsOf(held.leaving)].filter(
      (accountId) => !accountsOf(prepared.after.leaves).has(accountId),
    ),
  });
  return true;
}

function settle(changes: Changes, groupId: ConversationId, { done, refused }: SettledTasks): void {
  for (const task of done) removeTask(changes, groupId, task.taskId);
  for (const { task, reason } of refused) {
    if (task.refused !== reason) refuseTask(changes, task, reason);
  }
}

/** Key packages at hand, of devices that are still listed. */
function usableClaims(
  changes: Changes,
  group: GroupRecord,
  candidates: readonly Candidate[],
  now: number,
): (Candidate & { readonly keyPackage: Uint8Array })[] {
  const listing = listingOf(changes);
  return candidates.flatMap((candidate) => {
    const keyPackage = readClaim(changes, group, candidate, now);
    const checked = keyPackage && checkKeyPackage(keyPackage, group.suite, Math.floor(now / 1000));
    if (keyPackage === null || !checked) return [];
    return listing(checked.leaf) === 'listed' ? [{ ...candidate, keyPackage }] : [];
  });
}

function leafChanges(before: GroupDescription, after: GroupDescription) {
  return {
    added: devicesWithout(after.leaves, routedOf(before.leaves)),
    removed: devicesWithout(before.leaves, routedOf(after.leaves)),
  };
}

/** What makes the routing set what the tree is. */
function routingChanges(routed: readonly Routed[], after: GroupDescription) {
  const names = new Set(routed.map((one) => `${one.user_id} ${one.device_id}`));
  const wanted = routedOf(after.leaves);
  return {
    added: devicesWithout(after.leaves, names),
    removed: routed.filter((one) => !wanted.has(`${one.user_id} ${one.device_id}`)),
  };
}

function routedOf(leaves: readonly (Leaf | null)[]): Set<string> {
  return new Set(leaves.flatMap((leaf) => (leaf === null ? [] : [`${leaf.accountId} ${leaf.deviceId}`])));
}

function devicesWithout(leaves: readonly (Leaf | null)[], others: ReadonlySet<string>): Routed[] {
  return leaves.flatMap((leaf) =>
    leaf === null || others.has(`${leaf.accountId} ${leaf.deviceId}`)
      ? []
      : [{ user_id: leaf.accountId, device_id: leaf.deviceId }],
  );
}

/** The route that says as much of a commit as the server may know. */
function routeOf(
  self: AccountId,
  added: readonly Routed[],
  removed: readonly Routed[],
  repairs: boolean,
): { route: CommitRoute; targetId: AccountId | null } {
  if (repairs) return { route: 'commit', targetId: null };
  if (added.some((one) => one.user_id !== self)) return { route: 'add', targetId: null };
  const [first] = removed;
  const isOne = first !== undefined && removed.every((one) => one.user_id === first.user_id);
  if (isOne && added.length === 0 && first.user_id !== self) {
    return { route: 'remove', targetId: first.user_id };
  }
  return { route: 'commit', targetId: null };
}
