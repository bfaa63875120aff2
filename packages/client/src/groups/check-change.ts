import { constantTimeEqual } from '@sotto/crypto/primitives';
import type { AccountId, DeviceId } from '@sotto/protocol';
import { encodeGroupContext, type GroupContextContent } from '@sotto/protocol/content';
import type { Leaf } from './leaf.ts';
import { accountsOf, mayAct, mayRemove, roleIn } from './roles.ts';
import { isSamePicture } from './same-picture.ts';
import type { ChangeStep, StagedChange } from './staged-change.ts';

/** Why a commit does not count, whatever the server says. */
export type ChangeRefusal =
  | 'unnamed-leaf'
  | 'device-not-listed'
  | 'device-twice'
  | 'identity-replaced'
  | 'not-permitted'
  | 'malformed-context'
  | 'role-without-member'
  | 'no-owner'
  | 'no-path'
  | 'external-commit';

/** What verified device lists say of a device and the key it signs with. */
export type Listing = (leaf: {
  readonly accountId: AccountId;
  readonly deviceId: DeviceId;
  readonly signatureKey: Uint8Array;
}) => 'listed' | 'not-listed';

/**
 * Decides whether a commit counts (REQ-G2, REQ-G3, REQ-G7): every receiver comes to the same answer from the
 * group's own state, its roles before the commit, and the verified device lists of the people it concerns.
 *
 * @param isInvited whether the joiner of an external commit proved that it knows the group's rejoin key.
 * @returns `null` when it counts.
 */
export function checkChange(
  change: StagedChange,
  listing: Listing,
  isInvited: (joiner: Leaf) => boolean,
): ChangeRefusal | null {
  const { contextAfter, leavesAfter, updated } = change;
  if (contextAfter === null) return 'malformed-context';
  if (leavesAfter.includes(null)) return 'unnamed-leaf';
  for (const { before, after } of updated) {
    if (before === null || after === null || !isSameDevice(before, after)) return 'identity-replaced';
    if (!constantTimeEqual(before.signatureKey, after.signatureKey) && listing(after) !== 'listed')
      return 'device-not-listed';
  }
  const people = accountsOf(change.leavesBefore);
  const peopleAfter = accountsOf(leavesAfter);
  const refusal =
    change.committer === null
      ? checkExternal(change, people, listing, isInvited)
      : (checkPath(change) ??
        checkSteps(
          { before: change.contextBefore, after: contextAfter, people, peopleAfter },
          change,
          listing,
        ));
  if (refusal !== null) return refusal;
  if (hasDeviceTwice(leavesAfter)) return 'device-twice';
  return checkRolesAfter(change.contextBefore, contextAfter, peopleAfter);
}

/** A commit that lets somebody in also gives its author fresh keys (REQ-G8). */
function checkPath({ steps, hasPath }: StagedChange): ChangeRefusal | null {
  return steps.some((step) => step.kind === 'add') && !hasPath ? 'no-path' : null;
}

type Around = {
  readonly before: GroupContextContent;
  readonly after: GroupContextContent;
  readonly people: ReadonlySet<AccountId>;
  readonly peopleAfter: ReadonlySet<AccountId>;
};

function checkSteps(around: Around, { steps }: StagedChange, listing: Listing): ChangeRefusal | null {
  for (const step of steps) {
    const refusal = checkStep(around, step, listing);
    if (refusal !== null) return refusal;
  }
  return null;
}

function checkStep(around: Around, step: ChangeStep, listing: Listing): ChangeRefusal | null {
  const { before, people } = around;
  const { by } = step;
  // What somebody who is not in the group proposes is nothing.
  if (by === null || !people.has(by)) return 'not-permitted';
  switch (step.kind) {
    case 'add':
      if (step.leaf === null) return 'unnamed-leaf';
      if (listing(step.leaf) !== 'listed') return 'device-not-listed';
      if (step.leaf.accountId === by) return null;
      return mayAct(before, people, by, 'add') ? null : 'not-permitted';
    case 'remove':
      if (step.leaf === null || step.leaf.accountId === by) return null;
      if (mayRemove(before, people, by, step.leaf.accountId)) return null;
      // A device that its own account does not list is anybody's to remove (REQ-I7).
      return listing(step.leaf) === 'not-listed' ? null : 'not-permitted';
    case 'context':
      return checkContext(around, by);
    case 'update':
      return null;
    default:
      return 'not-permitted';
  }
}

function checkContext({ before, after, people, peopleAfter }: Around, by: AccountId): ChangeRefusal | null {
  if (before.createdBy !== after.createdBy || before.createdAt !== after.createdAt) return 'not-permitted';
  const policyBefore = withoutDetails(before, peopleAfter);
  const policyAfter = withoutDetails(after, peopleAfter);
  const isSamePolicy = constantTimeEqual(encodeGroupContext(policyBefore), encodeGroupContext(policyAfter));
  if (!isSamePolicy && !mayAct(before, people, by, 'policy')) return 'not-permitted';
  const isSameDetails =
    before.name === after.name &&
    before.description === after.description &&
    isSamePicture(before.picture, after.picture);
  return isSameDetails || mayAct(before, people, by, 'details') ? null : 'not-permitted';
}

/** REQ-G3: off unless the policy names them; a listed device of somebody who is in the group, and nothing beside. */
function checkExternal(
  change: StagedChange,
  people: ReadonlySet<AccountId>,
  listing: Listing,
  isInvited: (joiner: Leaf) => boolean,
): ChangeRefusal | null {
  const { contextBefore, committerAfter: joiner, steps } = change;
  if (!contextBefore.rejoin) return 'external-commit';
  if (joiner === null) return 'unnamed-leaf';
  if (!people.has(joiner.accountId)) return 'external-commit';
  if (listing(joiner) !== 'listed') return 'device-not-listed';
  for (const step of steps) {
    if (step.kind === 'external-init') continue;
    // Only its own old leaf goes.
    const isOwn = step.kind === 'remove' && step.leaf !== null && isSameDevice(step.leaf, joiner);
    if (!isOwn) return 'external-commit';
  }
  return isInvited(joiner) ? null : 'external-commit';
}

/** Roles are of people in the group, and whoever changes them leaves an owner. */
function checkRolesAfter(
  before: GroupContextContent,
  after: GroupContextContent,
  people: ReadonlySet<AccountId>,
): ChangeRefusal | null {
  for (const accountId of after.roles.keys()) if (!people.has(accountId)) return 'role-without-member';
  const isOwner = (accountId: AccountId) => roleIn(after, accountId) === 'owner';
  if ([...people].some(isOwner) || people.size === 0) return null;
  // The last owner may go; but nobody takes the role from the last one who stays.
  const demoted = [...people].some((accountId) => roleIn(before, accountId) === 'owner');
  return demoted ? 'no-owner' : null;
}

/** What only owners change: roles and policy. Entries of people who left are no change. */
function withoutDetails(
  context: GroupContextContent,
  peopleAfter: ReadonlySet<AccountId>,
): GroupContextContent {
  const roles = new Map([...context.roles].filter(([accountId]) => peopleAfter.has(accountId)));
  return { ...context, name: '-', description: '', picture: null, roles };
}

function hasDeviceTwice(leaves: readonly (Leaf | null)[]): boolean {
  const names = new Set(leaves.map((leaf) => leaf && `${leaf.accountId} ${leaf.deviceId}`));
  return names.size !== leaves.length;
}

function isSameDevice(a: Leaf, b: Leaf): boolean {
  return a.accountId === b.accountId && a.deviceId === b.deviceId;
}
