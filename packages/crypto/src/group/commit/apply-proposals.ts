import { CryptoError } from '../../primitives/crypto-error.ts';
import type { Extension } from '../structures/extension.ts';
import type { LeafNode } from '../structures/leaf-node.ts';
import type { CipherSuite } from '../suite/cipher-suite.ts';
import type { RatchetTree } from '../tree/ratchet-tree.ts';
import { TreeEdit } from '../tree/tree-edit.ts';
import { validateCredentialTypes, validateLeaf } from '../tree/validate-leaf.ts';
import type { ProposalList } from './proposal-list.ts';

/** A group after the proposals of a commit and before its path. */
export type Provisional = {
  readonly tree: RatchetTree;
  readonly extensions: readonly Extension[];
  /** Leaf indices of those added, in the order of their proposals. */
  readonly added: readonly number[];
};

type Before = {
  readonly suite: CipherSuite;
  readonly groupId: Uint8Array;
  readonly tree: RatchetTree;
  readonly extensions: readonly Extension[];
};

/**
 * Applies a commit's proposals in the order of RFC 9420 section 12.3: context, updates, removes, adds. Every
 * leaf that is new, and every one when the context changed, must suit the group (section 7.3).
 *
 * @throws CryptoError `invalid-proposal`, and those of `validateLeaf`.
 */
export function applyProposals(before: Before, proposals: ProposalList): Provisional {
  const extensions = proposals.extensions ?? before.extensions;
  const parameters = { suite: before.suite, groupId: before.groupId, extensions };
  if (proposals.adds.length + proposals.updates.length + proposals.removes.length === 0) {
    if (proposals.extensions !== undefined) validateAll(before.tree, parameters);
    return { tree: before.tree, extensions, added: [] };
  }
  const edit = new TreeEdit(before.tree);
  for (const { leaf, leafNode } of proposals.updates) {
    validateUpdate(before.tree, leafNode);
    validateLeaf(leafNode, leaf, parameters);
    edit.update(leaf, leafNode);
  }
  for (const leaf of proposals.removes) edit.remove(leaf);
  const added = proposals.adds.map(({ keyPackage: { leafNode, initKey } }) => {
    const index = edit.add(leafNode);
    if (before.tree.keys.hasEncryptionKey(initKey)) throw refused('an init key that is a member’s');
    validateLeaf(leafNode, index, parameters);
    return index;
  });
  const tree = edit.finish();
  if (tree.keys.hasRepetition) throw refused('a key that is another member’s');
  validateCredentialTypes(tree.parts.leaves);
  if (proposals.extensions !== undefined) validateAll(tree, parameters);
  return { tree, extensions, added };
}

function validateUpdate(tree: RatchetTree, leafNode: LeafNode): void {
  if (leafNode.source.kind !== 'update') throw refused('an update from another source');
  if (tree.keys.hasEncryptionKey(leafNode.encryptionKey)) throw refused('an update without a new key');
}

function validateAll(tree: RatchetTree, parameters: Parameters<typeof validateLeaf>[2]): void {
  tree.parts.leaves.forEach((leaf, index) => {
    if (leaf !== undefined) validateLeaf(leaf, index, parameters);
  });
}

const refused = (what: string): CryptoError => new CryptoError('invalid-proposal', what);
