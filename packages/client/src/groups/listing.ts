import { constantTimeEqual } from '@sotto/crypto/primitives';
import type { AccountId } from '@sotto/protocol';
import { readDevice } from '../devices/device-table.ts';

import type { Reader } from '../store/changes.ts';
import type { Listing } from './check-change.ts';
import type { Leaf } from './leaf.ts';
import type { StagedChange } from './staged-change.ts';

/** What the newest verified device lists say: a device counts with the key that its account named for it. */
export function listingOf(reader: Reader): Listing {
  return ({ accountId, deviceId, signatureKey }) => {
    const device = readDevice(reader, accountId, deviceId);
    const isListed =
      device !== null && device.removedAt === null && constantTimeEqual(device.signatureKey, signatureKey);
    return isListed ? 'listed' : 'not-listed';
  };
}

/**
 * The accounts whose device lists decide whether a commit counts: of those whom nothing known here vouches
 * for, and of those whose devices somebody wants to remove because they are gone. Looked up once, the answer
 * is the same for everybody who asks.
 */
export function accountsInQuestion(change: StagedChange, listing: Listing): Set<AccountId> {
  const accounts = new Set<AccountId>();
  const doubt = (leaf: Leaf | null) => {
    if (leaf !== null && listing(leaf) === 'not-listed') accounts.add(leaf.accountId);
  };
  for (const step of change.steps) {
    if (step.kind === 'add') doubt(step.leaf);
    else if (step.kind === 'remove' && step.leaf !== null && step.leaf.accountId !== step.by) {
      if (listing(step.leaf) === 'listed') accounts.add(step.leaf.accountId);
    }
  }
  if (change.committer === null) doubt(change.committerAfter);
  for (const { after } of change.updated) doubt(after);
  return accounts;
}
