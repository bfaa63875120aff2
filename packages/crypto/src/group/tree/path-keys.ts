import type { LeafNode } from '../structures/leaf-node.ts';
import type { PathStep } from './filtered-path.ts';
import { parentHash } from './parent-hash.ts';
import type { RatchetTree } from './ratchet-tree.ts';
import { TreeEdit } from './tree-edit.ts';

/**
 * A tree in which a committer's path holds new keys (RFC 9420 sections 7.5 and 7.9): everything between that
 * is not on the filtered path becomes blank, and parent hashes run from the root down to the leaf.
 *
 * @param keys one for each step, from the bottom up.
 * @param makeLeaf the committer's new leaf for the parent hash it must carry (32 bytes; empty without any step).
 */
export function withPathKeys(
  tree: RatchetTree,
  leaf: number,
  steps: readonly PathStep[],
  keys: readonly Uint8Array[],
  makeLeaf: (parentHash: Uint8Array) => LeafNode,
): RatchetTree {
  const edit = new TreeEdit(tree);
  edit.blankPath(leaf);
  let hash: Uint8Array = new Uint8Array();
  for (let at = steps.length - 1; at >= 0; at--) {
    const { node, copath } = steps[at] as PathStep;
    const parent = { encryptionKey: keys[at] as Uint8Array, parentHash: hash, unmergedLeaves: [] };
    edit.setParent(node, parent);
    hash = parentHash(parent, tree.hash(copath));
  }
  edit.setLeaf(leaf, makeLeaf(hash));
  return edit.finish();
}
