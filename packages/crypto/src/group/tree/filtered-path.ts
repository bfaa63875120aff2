import type { RatchetTree } from './ratchet-tree.ts';
import { directPath, leafToNode, left, right } from './tree-math.ts';

/** A node of a committer's path, with its child that is off the path. */
export type PathStep = { readonly node: number; readonly copath: number };

/**
 * The filtered direct path (RFC 9420 section 4.1.2): the nodes above a leaf whose other child has anybody
 * under it, from the bottom up.
 */
export function filteredDirectPath(tree: RatchetTree, leaf: number): PathStep[] {
  const steps: PathStep[] = [];
  let below = leafToNode(leaf);
  for (const node of directPath(below, tree.leafCount)) {
    const copath = left(node) === below ? right(node) : left(node);
    if (!tree.isEmpty(copath)) steps.push({ node, copath });
    below = node;
  }
  return steps;
}
