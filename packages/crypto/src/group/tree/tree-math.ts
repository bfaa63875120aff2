/**
 * Arithmetic of the array representation of a complete binary tree (RFC 9420 appendix C). Leaf `i` is node
 * `2i`; a tree of `leafCount` leaves, always a power of two, has `2 × leafCount - 1` nodes.
 */

/** How far above the leaves a node is: the number of trailing ones. */
export function level(node: number): number {
  let at = 0;
  while (((node >>> at) & 1) === 1) at++;
  return at;
}

export const nodeCount = (leafCount: number): number => (leafCount === 0 ? 0 : 2 * leafCount - 1);
export const root = (leafCount: number): number => leafCount - 1;
export const isLeaf = (node: number): boolean => (node & 1) === 0;
export const leafToNode = (leaf: number): number => 2 * leaf;
export const nodeToLeaf = (node: number): number => node >>> 1;

/** The child with the smaller index. @param node not a leaf. */
export const left = (node: number): number => node ^ (1 << (level(node) - 1));

/** @param node not a leaf. */
export const right = (node: number): number => node ^ (3 << (level(node) - 1));

/** @param node not the root. */
export function parent(node: number): number {
  const at = level(node);
  return (node | (1 << at)) & ~(1 << (at + 1));
}

/** The other child of the parent. @param node not the root. */
export function sibling(node: number): number {
  const above = parent(node);
  return node < above ? right(above) : left(above);
}

/** Every node from the parent up to the root. */
export function directPath(node: number, leafCount: number): number[] {
  const path: number[] = [];
  const top = root(leafCount);
  for (let at = node; at !== top; ) {
    at = parent(at);
    path.push(at);
  }
  return path;
}

/** Whether `node` is in the subtree under `ancestor`, itself included. */
export function isUnder(node: number, ancestor: number): boolean {
  const reach = (1 << level(ancestor)) - 1;
  return node >= ancestor - reach && node <= ancestor + reach;
}

/** The first and last leaf under a node. */
export function leavesUnder(node: number): { first: number; last: number } {
  const reach = (1 << level(node)) - 1;
  return { first: (node - reach) >>> 1, last: (node + reach) >>> 1 };
}

/** The smallest power of two that is at least `count`. */
export function fullWidth(count: number): number {
  let width = 1;
  while (width < count) width *= 2;
  return width;
}
