import { CryptoError } from '../../primitives/crypto-error.ts';
import { areParentHashesValid } from './parent-hash.ts';
import type { RatchetTree } from './ratchet-tree.ts';
import { directPath, isUnder, leafToNode } from './tree-math.ts';
import { type GroupParameters, validateCredentialTypes, validateLeaf } from './validate-leaf.ts';

/**
 * Everything a tree received from somebody else must satisfy (RFC 9420 section 12.4.3.1): parent hashes, each
 * leaf, unmerged leaves, and keys that stand once. The tree hash is compared by the caller.
 *
 * @throws CryptoError `invalid-tree`, and those of `validateLeaf`.
 */
export function validateTree(tree: RatchetTree, parameters: GroupParameters): void {
  if (tree.keys.hasRepetition) throw new CryptoError('invalid-tree', 'a key stands twice');
  validateUnmergedLeaves(tree);
  if (!areParentHashesValid(tree)) throw new CryptoError('invalid-tree', 'parent hash');
  for (const parent of tree.parts.parents)
    if (parent !== undefined && parent.encryptionKey.length !== parameters.suite.kem.publicKeyBytes)
      throw new CryptoError('bad-length', 'node key');
  validateCredentialTypes(tree.parts.leaves);
  tree.parts.leaves.forEach((leaf, index) => {
    if (leaf !== undefined) validateLeaf(leaf, index, parameters);
  });
}

/** Unmerged leaves are in use, ascending, under their node, and unmerged at every node in use between. */
function validateUnmergedLeaves(tree: RatchetTree): void {
  tree.parts.parents.forEach((parent, index) => {
    const node = 2 * index + 1;
    let before = -1;
    for (const leaf of parent?.unmergedLeaves ?? []) {
      const inOrder = leaf > before && isUnder(leafToNode(leaf), node) && tree.leaf(leaf) !== undefined;
      if (!inOrder || !isUnmergedBelow(tree, leaf, node))
        throw new CryptoError('invalid-tree', 'unmerged leaves');
      before = leaf;
    }
  });
}

function isUnmergedBelow(tree: RatchetTree, leaf: number, node: number): boolean {
  for (const between of directPath(leafToNode(leaf), tree.leafCount)) {
    if (between === node) return true;
    const parent = tree.parentNode(between);
    if (parent !== undefined && !parent.unmergedLeaves.includes(leaf)) return false;
  }
  return true;
}
