import { CryptoError } from '../../primitives/crypto-error.ts';
import type { GroupState } from '../state/group-state.ts';
import { type LeafNode, type LeafNodeSource, signLeafNode } from '../structures/leaf-node.ts';

/** This member's leaf with a new key, signed for its place. */
export function renewedLeaf(state: GroupState, encryptionKey: Uint8Array, source: LeafNodeSource): LeafNode {
  const current = state.tree.leaf(state.ownLeaf);
  if (current === undefined) throw new CryptoError('removed', 'this member is not in the group');
  const { signatureKey, credential, capabilities, extensions } = current;
  return signLeafNode(
    { encryptionKey, signatureKey, credential, capabilities, extensions, source },
    { groupId: state.groupId, leaf: state.ownLeaf },
    state.signaturePrivateKey,
  );
}
