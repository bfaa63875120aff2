import type { GroupWorld } from './group-world.ts';
import type { MlsPeer } from './mls-peer.ts';

/**
 * Whether a commit leads where one of the foreign implementations in the group is wrong, so that it may neither
 * make such a commit nor be shown one. Each fault was seen here, with the other implementations agreeing:
 *
 * - OpenMLS: removes that make the tree narrower, then somebody who makes it wider again. The leaves that were
 *   cut off are back, with whoever sat there.
 * - ts-mls: nobody left in the left half. It takes the commit secret from a root that is not on the path.
 *
 * @param removed credentials. @param joining who enters by the same commit.
 */
export function exceedsForeign(
  world: GroupWorld,
  removed: readonly string[],
  joining: readonly MlsPeer[],
): boolean {
  const concerned = (implementation: MlsPeer['implementation']) =>
    [...world.members, ...joining].some((peer) => peer.implementation === implementation);
  if (removed.length === 0 || !(concerned('openmls') || concerned('ts-mls'))) return false;
  const before = world.members.map((peer) => peer.leaves()).find((leaves) => leaves !== undefined);
  // Without anybody who knows the leaves, every removal could be such a one.
  if (before === undefined) return true;
  const leaves = before.map((leaf) => (leaf !== undefined && removed.includes(leaf) ? undefined : leaf));
  while (leaves.length > 1 && leaves.slice(leaves.length / 2).every((leaf) => leaf === undefined))
    leaves.length /= 2;
  const free = leaves.filter((leaf) => leaf === undefined).length;
  const regrows = leaves.length < before.length && joining.length > free;
  const leftHalf = leaves.slice(0, leaves.length / 2);
  const leftEmpty =
    leftHalf.length > 0 && joining.length === 0 && leftHalf.every((leaf) => leaf === undefined);
  return (regrows && concerned('openmls')) || (leftEmpty && concerned('ts-mls'));
}
