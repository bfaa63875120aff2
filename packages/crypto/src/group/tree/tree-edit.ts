import { CryptoError } from '../../primitives/crypto-error.ts';
import type { LeafNode } from '../structures/leaf-node.ts';
import type { ParentNode } from '../structures/parent-node.ts';
import { KeyIndex } from './key-index.ts';
import { RatchetTree } from './ratchet-tree.ts';
import { directPath, leafToNode, nodeCount } from './tree-math.ts';

/** Widest tree: beyond it a commit would no longer fit any message. */
const leavesMax = 1 << 16;

/** Changes to a tree (RFC 9420 sections 7.5 to 7.7, 12.1), then `finish`. The tree it began with stays as it is. */
export class TreeEdit {
  #leaves: (LeafNode | undefined)[];
  #parents: (ParentNode | undefined)[];
  #hashes: (Uint8Array | undefined)[];
  readonly #keys: KeyIndex;
  /** No leaf before it is blank. */
  #firstBlank = 0;

  constructor(tree: RatchetTree) {
    this.#leaves = tree.parts.leaves.slice();
    this.#parents = tree.parts.parents.slice();
    this.#hashes = tree.knownHashes.slice();
    this.#keys = new KeyIndex(tree.keys);
  }

  get leafCount(): number {
    return this.#leaves.length;
  }

  leaf(index: number): LeafNode | undefined {
    return this.#leaves[index];
  }

  /** The leftmost blank leaf; the tree grows when there is none. @throws CryptoError `out-of-range`. */
  nextFree(): number {
    while (this.#leaves[this.#firstBlank] !== undefined) this.#firstBlank++;
    if (this.#firstBlank >= this.#leaves.length) this.#extend();
    return this.#firstBlank;
  }

  /** Adds a member at the leftmost blank leaf and returns its index. @throws CryptoError `out-of-range`. */
  add(leaf: LeafNode): number {
    const index = this.nextFree();
    this.setLeaf(index, leaf);
    for (const node of this.#pathOf(index)) {
      const parent = this.#parents[node >>> 1];
      if (parent === undefined) continue;
      const unmergedLeaves = [...parent.unmergedLeaves, index];
      if ((parent.unmergedLeaves.at(-1) ?? -1) > index) unmergedLeaves.sort((a, b) => a - b);
      this.#parents[node >>> 1] = { ...parent, unmergedLeaves };
    }
    return index;
  }

  /** A member's new leaf, which leaves it alone on its path. */
  update(index: number, leaf: LeafNode): void {
    this.setLeaf(index, leaf);
    this.blankPath(index);
  }

  /** Blanks a member and its path, and cuts the tree while its right half is empty. */
  remove(index: number): void {
    this.setLeaf(index, undefined);
    this.blankPath(index);
    this.#firstBlank = Math.min(this.#firstBlank, index);
    let width = this.#leaves.length;
    let used = width;
    while (used > 0 && this.#leaves[used - 1] === undefined) used--;
    while (width > 1 && used <= width / 2) width /= 2;
    if (width === this.#leaves.length) return;
    for (const parent of this.#parents.slice(width - 1))
      if (parent !== undefined) this.#keys.removeParent(parent);
    this.#leaves.length = width;
    this.#parents.length = width - 1;
    this.#hashes.length = nodeCount(width);
  }

  setLeaf(index: number, leaf: LeafNode | undefined): void {
    const before = this.#leaves[index];
    if (before !== undefined) this.#keys.removeLeaf(before);
    if (leaf !== undefined) this.#keys.addLeaf(leaf);
    this.#leaves[index] = leaf;
    this.#hashes[leafToNode(index)] = undefined;
    for (const node of this.#pathOf(index)) this.#hashes[node] = undefined;
  }

  /** Sets an inner node; the hashes above it are the caller's to forget (`setLeaf` of a leaf below does). */
  setParent(node: number, parent: ParentNode | undefined): void {
    const before = this.#parents[node >>> 1];
    if (before !== undefined) this.#keys.removeParent(before);
    if (parent !== undefined) this.#keys.addParent(parent);
    this.#parents[node >>> 1] = parent;
    this.#hashes[node] = undefined;
  }

  blankPath(index: number): void {
    for (const node of this.#pathOf(index)) this.setParent(node, undefined);
  }

  finish(): RatchetTree {
    return new RatchetTree({ leaves: this.#leaves, parents: this.#parents }, this.#hashes, this.#keys);
  }

  #pathOf(index: number): number[] {
    return directPath(leafToNode(index), this.#leaves.length);
  }

  #extend(): void {
    const width = this.#leaves.length * 2;
    if (width > leavesMax) throw new CryptoError('out-of-range', 'the tree is as wide as it may be');
    const blank = <T>(count: number): (T | undefined)[] => new Array<T | undefined>(count).fill(undefined);
    this.#parents = [...this.#parents, ...blank<ParentNode>(width - 1 - this.#parents.length)];
    this.#leaves = [...this.#leaves, ...blank<LeafNode>(width - this.#leaves.length)];
    this.#hashes = [...this.#hashes, ...blank<Uint8Array>(nodeCount(width) - this.#hashes.length)];
  }
}
