import type { AccountId } from '@sotto/protocol';
import type { DeviceContext } from '../device-context.ts';
import { refreshDeviceLists } from '../devices/refresh-device-lists.ts';
import type { GroupDescription } from '../sessions/describe-group.ts';
import type { Reader } from '../store/changes.ts';
import { listingOf } from './listing.ts';
import { accountsOf } from './roles.ts';

export type TreeRefusal =
  | 'newer-version'
  | 'unnamed-leaf'
  | 'device-twice'
  | 'device-not-listed'
  | 'role-without-member';

type Tree = Pick<GroupDescription, 'leaves' | 'context'>;

/**
 * Checks everybody in a group that this device is about to enter (REQ-G7): each leaf is a device that its
 * account's verified list names, with that key, and stands once; roles are of people who are there.
 */
export function checkTree(reader: Reader, { leaves, context }: Tree): TreeRefusal | null {
  if (context === null) return 'newer-version';
  if (leaves.includes(null)) return 'unnamed-leaf';
  const names = new Set(leaves.map((leaf) => leaf && `${leaf.accountId} ${leaf.deviceId}`));
  if (names.size !== leaves.length) return 'device-twice';
  const listing = listingOf(reader);
  if (leaves.some((leaf) => leaf !== null && listing(leaf) !== 'listed')) return 'device-not-listed';
  const people = accountsOf(leaves);
  return [...context.roles.keys()].every((accountId) => people.has(accountId)) ? null : 'role-without-member';
}

/**
 * Looks up the device lists that entering a group needs: those of people of whom some leaf is not known to
 * be listed.
 *
 * @throws when they cannot be looked up now.
 */
export async function learnMembers(context: DeviceContext, { leaves }: Tree): Promise<void> {
  const listing = listingOf(context.database);
  const doubted = new Set<AccountId>();
  for (const leaf of leaves) {
    if (leaf !== null && listing(leaf) !== 'listed') doubted.add(leaf.accountId);
  }
  if (doubted.size > 0) await refreshDeviceLists(context, [...doubted]);
}
