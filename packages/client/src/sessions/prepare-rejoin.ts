import {
  exportGroupInfo,
  type GroupInfoSummary,
  joinExternally,
  readGroupInfoSummary,
} from '@sotto/crypto/group';
import { CryptoError } from '@sotto/crypto/primitives';
import { type ConversationId, uuidFromBytes } from '@sotto/protocol';
import type { DeviceContext } from '../device-context.ts';
import type { Changes } from '../store/changes.ts';
import { describeGroup, type GroupDescription, transcriptDigest } from './describe-group.ts';
import { readContext } from './group-extensions.ts';
import { leafOf, ownLeafIdentity } from './group-leaves.ts';
import { rejoinProof, sealGroupInfo } from './rejoin-key.ts';

/** A group as the GroupInfo at the server shows it: signed by a member, and not entered. */
export type ShownGroup = Pick<GroupDescription, 'suite' | 'epoch' | 'leaves' | 'context' | 'transcript'> & {
  /** MLSMessage. */
  readonly groupInfo: Uint8Array;
};

/** Reads a GroupInfo that was opened. @returns `null` when it is of another group or does not hold together. */
export function readShownGroup(groupId: ConversationId, groupInfo: Uint8Array): ShownGroup | null {
  let summary: GroupInfoSummary;
  try {
    summary = readGroupInfoSummary(groupInfo);
  } catch (error) {
    if (error instanceof CryptoError) return null;
    throw error;
  }
  if (summary.groupId.length !== 16 || uuidFromBytes(summary.groupId) !== groupId) return null;
  return {
    groupInfo,
    suite: summary.suite,
    epoch: Number(summary.epoch),
    leaves: summary.members.map(leafOf),
    context: readContext(summary.extensions),
    transcript: transcriptDigest(summary.confirmedTranscript),
  };
}

export type PreparedRejoin = {
  readonly after: GroupDescription;
  readonly commit: Uint8Array;
  /** Sealed, of the epoch after it. */
  readonly groupInfo: Uint8Array;
};

/**
 * Makes the commit by which this device enters a group again, in the place of its old leaf if there is one
 * (REQ-G3). Whatever it held before is destroyed: it cannot be used any more.
 */
export function prepareRejoin(
  changes: Changes,
  { self, platform, vault }: Pick<DeviceContext, 'self' | 'platform' | 'vault'>,
  groupId: ConversationId,
  shown: ShownGroup,
  rejoinKey: Uint8Array,
): PreparedRejoin {
  const old = shown.leaves.find(
    (leaf) => leaf?.accountId === self.accountId && leaf.deviceId === self.deviceId,
  );
  const { next, commit } = joinExternally({
    groupInfo: shown.groupInfo,
    identity: ownLeafIdentity(self),
    resync: old?.leaf,
    authenticatedData: rejoinProof(rejoinKey, groupId, shown.epoch, self),
    random: platform.random,
  });
  vault.forget(changes, groupId);
  vault.setNext(changes, groupId, next);
  const after = describeGroup(next);
  const groupInfo = exportGroupInfo(next);
  return {
    after,
    commit,
    groupInfo: sealGroupInfo(rejoinKey, groupId, after.epoch, groupInfo, platform.random),
  };
}

/** Makes the state after it this device's: the server took the commit. */
export function adoptRejoin(
  changes: Changes,
  { vault }: Pick<DeviceContext, 'vault'>,
  groupId: ConversationId,
): GroupDescription {
  const next = vault.readNext(changes, groupId);
  vault.forget(changes, groupId);
  vault.write(changes, groupId, next);
  vault.dropNext(changes, groupId);
  return describeGroup(next);
}
