import {
  CryptoError,
  concatBytes,
  constantTimeEqual,
  hkdfSha256,
  hmacSha256,
  uint64,
  utf8,
} from '@sotto/crypto/primitives';
import { open, seal } from '@sotto/crypto/sealed';
import { type ConversationId, uuidToBytes } from '@sotto/protocol';
import { encodeLeafName } from '@sotto/protocol/content';
import type { OwnAccount } from '../accounts/own-account.ts';
import type { Leaf } from '../groups/leaf.ts';
import type { Random } from '../platform/random.ts';

/**
 * The rejoin key of a group: who knows it can open the GroupInfo that the server keeps, and prove it when it
 * joins again. It changes whenever somebody is removed. Each account has a copy at the server, wrapped
 * under a key that only its devices can derive.
 */
const infoLabel = utf8('sotto/group-info/1');
const proofLabel = utf8('sotto/group-rejoin/1');
const copyLabel = utf8('sotto/rejoin-key-copy/1');

/** @param epoch the epoch it is of: an older one cannot be shown as the newest. */
export function sealGroupInfo(
  rejoinKey: Uint8Array,
  groupId: ConversationId,
  epoch: number,
  groupInfo: Uint8Array,
  random: Random,
): Uint8Array {
  return seal(rejoinKey, groupInfo, infoContext(groupId, epoch), random);
}

/** @returns `null` when it is sealed under another key, or of another epoch than the server says. */
export function openGroupInfo(
  rejoinKey: Uint8Array,
  groupId: ConversationId,
  epoch: number,
  box: Uint8Array,
): Uint8Array | null {
  return opened(() => open(rejoinKey, box, infoContext(groupId, epoch)));
}

/** What a device that joins by its own commit puts into its authenticated data (REQ-G3). 32 bytes. */
export function rejoinProof(
  rejoinKey: Uint8Array,
  groupId: ConversationId,
  epoch: number,
  joiner: Pick<Leaf, 'accountId' | 'deviceId'>,
): Uint8Array {
  const name = encodeLeafName(joiner.accountId, joiner.deviceId);
  return hmacSha256(rejoinKey, proofLabel, uuidToBytes(groupId), uint64(epoch), name);
}

export function isRejoinProof(
  proof: Uint8Array,
  ...[rejoinKey, groupId, epoch, joiner]: Parameters<typeof rejoinProof>
): boolean {
  return constantTimeEqual(proof, rejoinProof(rejoinKey, groupId, epoch, joiner));
}

/** The account's copy, for its own devices. */
export function wrapRejoinKey(
  self: OwnAccount,
  groupId: ConversationId,
  rejoinKey: Uint8Array,
  random: Random,
): Uint8Array {
  return seal(copyKey(self), rejoinKey, uuidToBytes(groupId), random);
}

export function unwrapRejoinKey(
  self: OwnAccount,
  groupId: ConversationId,
  wrapped: Uint8Array,
): Uint8Array | null {
  const key = opened(() => open(copyKey(self), wrapped, uuidToBytes(groupId)));
  return key?.length === 32 ? key : null;
}

function copyKey(self: OwnAccount): Uint8Array {
  return hkdfSha256(new Uint8Array(), self.identitySeed, copyLabel, 32);
}

function infoContext(groupId: ConversationId, epoch: number): Uint8Array {
  return concatBytes(infoLabel, uuidToBytes(groupId), uint64(epoch));
}

function opened(work: () => Uint8Array): Uint8Array | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof CryptoError) return null;
    throw error;
  }
}
