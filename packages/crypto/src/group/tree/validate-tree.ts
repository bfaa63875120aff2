import { CryptoError } from '../../primitives/crypto-error.ts';
import { areParentHashesValid } from './parent-hash.ts';
import type { RatchetTree } from './ratchet-tree.ts';
import { isLeaf, isUnder, leafToNode, leavesUnder, left, right } from './tree-math.ts';
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

/**
 * Unmerged leaves are in use, ascending, under their node, and unmerged at every node in use between. Each list
 * is compared with the lists of the nearest nodes in use below it only, which were compared with those below
 * them: the cost is that of reading the tree times its height.
 */
function validateUnmergedLeaves(tree: RatchetTree): void {
  tree.parts.parents.forEach((parent, index) => {
    const node = 2 * index + 1;
    let before = -1;
    for (const leaf of parent?.unmergedLeaves ?? []) {
      const inOrder = leaf > before && isUnder(leafToNode(leaf), node) && tree.leaf(leaf) !== undefined;
      if (!inOrder) throw new CryptoError('invalid-tree', 'unmerged leaves');
      before = leaf;
    }
  });
  // A leaf unmerged at a node is unmerged at the next node in use below, so the two lists nest.
  tree.parts.parents.forEach((parent, index) => {
    if (parent === undefined) return;
    const unmerged = new Set(parent.unmergedLeaves);
    for (const below of nearestInUse(tree, 2 * index + 1)) {
      const inner = new Set(tree.parentNode(below)?.unmergedLeaves);
      const { first, last } = leavesUnder(below);
      for (const leaf of unmerged)
        if (leaf >= first && leaf <= last && !inner.has(leaf))
          throw new CryptoError('invalid-tree', 'unmerged leaves');
    }
  });
}

/** The topmost inner nodes in use under a node. */
function nearestInUse(tree: RatchetTree, node: number): number[] {
  const found: number[] = [];
  const visit = (at: number): void => {
    if (isLeaf(at)) return;
    if (tree.parentNode(at) !== undefined) found.push(at);
    else for (const child of [left(at), right(at)]) visit(child);
  };
  for (const child of [left(node), right(node)]) visit(child);
  return found;
}
