import type { MlsPeer } from './mls-peer.ts';

/**
 * Whether a refusal is one of ts-mls 1.6.4's own: a device that refuses so is left behind as a leaf that nobody
 * is at, and the history goes on without it.
 *
 * @param stays the commit does not remove this member.
 */
export function isKnownFault(peer: MlsPeer, { error, stays }: { error: unknown; stays: boolean }): boolean {
  if (peer.implementation !== 'ts-mls') return false;
  // It takes who was put on its old leaf by the same commit for itself, and fails to decrypt.
  if (!stays) return true;
  // It refuses trees in which a leaf is unmerged below a blank node.
  return error instanceof Error && error.message.includes('must list leaf node in its unmerged_leaves');
}
