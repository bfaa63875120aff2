import { type HeldKeyPackage, type JoinedGroup, joinFromWelcome } from '@sotto/crypto/group';
import { CryptoError } from '@sotto/crypto/primitives';
import { type ConversationId, uuidFromBytes } from '@sotto/protocol';
import type { DeviceContext } from '../device-context.ts';
import type { Leaf } from '../groups/leaf.ts';
import type { Changes } from '../store/changes.ts';
import { describeGroup, type GroupDescription } from './describe-group.ts';
import { readRejoinKey } from './group-extensions.ts';
import { leafOf } from './group-leaves.ts';

/** A Welcome that opened: whether to enter by it is still to be decided. */
export type OpenedWelcome = {
  readonly groupId: ConversationId;
  readonly description: GroupDescription;
  /** Who added this device. */
  readonly adder: Leaf | null;
  readonly rejoinKey: Uint8Array | null;
  /** Of the key package that it was for. */
  readonly reference: Uint8Array;
  /** Makes its epoch this device's. */
  enter(changes: Changes): void;
};

/** @returns `null` when no key package here opens it, or it does not hold together. */
export function openWelcome(
  { self, vault }: Pick<DeviceContext, 'self' | 'vault'>,
  welcome: Uint8Array,
  keyPackages: readonly HeldKeyPackage[],
): OpenedWelcome | null {
  let joined: JoinedGroup;
  try {
    joined = joinFromWelcome({ welcome, keyPackages, signaturePrivateKey: self.signatureSeed });
  } catch (error) {
    if (error instanceof CryptoError) return null;
    throw error;
  }
  const { state } = joined;
  if (state.groupId.length !== 16) return null;
  const groupId = uuidFromBytes(state.groupId) as ConversationId;
  return {
    groupId,
    description: describeGroup(state),
    adder: leafOf(joined.signer),
    rejoinKey: readRejoinKey(joined.groupInfoExtensions),
    reference: joined.usedReference,
    enter(changes) {
      vault.forget(changes, groupId);
      vault.dropNext(changes, groupId);
      vault.write(changes, groupId, state);
    },
  };
}
