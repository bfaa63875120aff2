import { credentialTypes } from '../structures/credential.ts';
import type { LeafNode, LeafNodeSource } from '../structures/leaf-node.ts';
import type { GroupState } from './group-state.ts';

/** A member as others see it. */
export type Member = {
  readonly leaf: number;
  /** Identity bytes of the basic credential; empty for a credential of another type. */
  readonly credential: Uint8Array;
  /** Ed25519, 32 bytes. */
  readonly signatureKey: Uint8Array;
  readonly encryptionKey: Uint8Array;
  readonly source: LeafNodeSource;
};

export function memberOf(leaf: number, node: LeafNode): Member {
  const { credential, signatureKey, encryptionKey, source } = node;
  const identity = credential.type === credentialTypes.basic ? credential.identity : new Uint8Array();
  return { leaf, credential: identity, signatureKey, encryptionKey, source };
}

/** Everybody in the group, by ascending leaf. */
export function members(state: GroupState): Member[] {
  const found: Member[] = [];
  state.tree.parts.leaves.forEach((node, leaf) => {
    if (node !== undefined) found.push(memberOf(leaf, node));
  });
  return found;
}

/** The member at a leaf. @returns undefined when nobody is there. */
export function memberAt(state: GroupState, leaf: number): Member | undefined {
  const node = state.tree.leaf(leaf);
  return node && memberOf(leaf, node);
}
