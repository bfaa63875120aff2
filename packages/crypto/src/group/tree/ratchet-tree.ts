import type { LeafNode } from '../structures/leaf-node.ts';
import type { ParentNode } from '../structures/parent-node.ts';
import { KeyIndex } from './key-index.ts';
import { hashLeaf, hashParent } from './tree-hash.ts';
import { isLeaf, leavesUnder, left, nodeCount, nodeToLeaf, right, root } from './tree-math.ts';

/** What a tree is made of: leaves by leaf index and inner nodes by `(node - 1) / 2`, blank ones undefined. */
export type TreeParts = {
  /** As many as the tree is wide: a power of two. */
  readonly leaves: readonly (LeafNode | undefined)[];
  /** One fewer than leaves. */
  readonly parents: readonly (ParentNode | undefined)[];
};

/**
 * The public ratchet tree (RFC 9420 section 7), as an array. Immutable; edits make a new one (`TreeEdit`) that
 * shares every node and every hash they did not touch.
 */
export class RatchetTree {
  readonly #parts: TreeParts;
  readonly #hashes: (Uint8Array | undefined)[];
  #keys: KeyIndex | undefined;

  /** @param hashes by node index, of nodes whose subtree is unchanged; kept and filled in. */
  constructor(parts: TreeParts, hashes?: (Uint8Array | undefined)[], keys?: KeyIndex) {
    this.#parts = parts;
    this.#hashes = hashes ?? new Array<undefined>(nodeCount(parts.leaves.length)).fill(undefined);
    this.#keys = keys;
  }

  get parts(): TreeParts {
    return this.#parts;
  }

  /** Hashes known so far, for an edit to start from. */
  get knownHashes(): readonly (Uint8Array | undefined)[] {
    return this.#hashes;
  }

  /** How many leaves the tree is wide, blank ones included. */
  get leafCount(): number {
    return this.#parts.leaves.length;
  }

  leaf(index: number): LeafNode | undefined {
    return this.#parts.leaves[index];
  }

  /** @param node an odd node index. */
  parentNode(node: number): ParentNode | undefined {
    return this.#parts.parents[node >>> 1];
  }

  isBlank(node: number): boolean {
    return (isLeaf(node) ? this.leaf(nodeToLeaf(node)) : this.parentNode(node)) === undefined;
  }

  /** The public key of a node. @returns undefined when it is blank. */
  encryptionKey(node: number): Uint8Array | undefined {
    return isLeaf(node) ? this.leaf(nodeToLeaf(node))?.encryptionKey : this.parentNode(node)?.encryptionKey;
  }

  /** The leaf indices in use, ascending. */
  members(): number[] {
    const members: number[] = [];
    this.#parts.leaves.forEach((leaf, index) => {
      if (leaf !== undefined) members.push(index);
    });
    return members;
  }

  get keys(): KeyIndex {
    if (this.#keys === undefined) {
      this.#keys = new KeyIndex();
      for (const leaf of this.#parts.leaves) if (leaf !== undefined) this.#keys.addLeaf(leaf);
      for (const parent of this.#parts.parents) if (parent !== undefined) this.#keys.addParent(parent);
    }
    return this.#keys;
  }

  /** The tree hash of all (RFC 9420 section 7.8): 32 bytes. */
  treeHash(): Uint8Array {
    return this.hash(root(this.leafCount));
  }

  /** The tree hash under one node: 32 bytes. */
  hash(node: number): Uint8Array {
    const known = this.#hashes[node];
    if (known !== undefined) return known;
    const hash = isLeaf(node)
      ? hashLeaf(nodeToLeaf(node), this.leaf(nodeToLeaf(node)))
      : hashParent(this.parentNode(node), this.hash(left(node)), this.hash(right(node)));
    this.#hashes[node] = hash;
    return hash;
  }

  /**
   * The tree hash under one node as it was before some leaves were added: they count as blank and as unmerged
   * nowhere (RFC 9420 section 7.9, "original sibling tree hash"). @param without ascending leaf indices.
   */
  hashWithout(node: number, without: readonly number[]): Uint8Array {
    const { first, last } = leavesUnder(node);
    const here = without.filter((leaf) => leaf >= first && leaf <= last);
    if (here.length === 0) return this.hash(node);
    if (isLeaf(node)) return hashLeaf(nodeToLeaf(node), undefined);
    const parent = this.parentNode(node);
    const gone = new Set(here);
    return hashParent(
      parent && { ...parent, unmergedLeaves: parent.unmergedLeaves.filter((leaf) => !gone.has(leaf)) },
      this.hashWithout(left(node), here),
      this.hashWithout(right(node), here),
    );
  }

  /** The nodes that together cover everybody under a node (RFC 9420 section 4.1.1), left to right. */
  resolution(node: number): number[] {
    const nodes: number[] = [];
    this.#resolve(node, nodes);
    return nodes;
  }

  /** Whether nobody is under a node. */
  isEmpty(node: number): boolean {
    if (isLeaf(node)) return this.isBlank(node);
    if (!this.isBlank(node)) return false;
    return this.isEmpty(left(node)) && this.isEmpty(right(node));
  }

  #resolve(node: number, into: number[]): void {
    if (isLeaf(node)) {
      if (!this.isBlank(node)) into.push(node);
      return;
    }
    const parent = this.parentNode(node);
    if (parent === undefined) {
      this.#resolve(left(node), into);
      this.#resolve(right(node), into);
      return;
    }
    into.push(node);
    for (const leaf of parent.unmergedLeaves) into.push(2 * leaf);
  }
}
