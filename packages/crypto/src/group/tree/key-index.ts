import type { LeafNode } from '../structures/leaf-node.ts';
import type { ParentNode } from '../structures/parent-node.ts';
import { LayeredCounts } from './layered-counts.ts';

/**
 * How often each public key occurs in a tree, so that a key standing twice is found without comparing all
 * with all. An edit continues from the index of the tree it began with.
 */
export class KeyIndex {
  readonly #encryption: LayeredCounts;
  readonly #signature: LayeredCounts;
  #repeated: number;

  constructor(from?: KeyIndex) {
    this.#encryption = new LayeredCounts(from === undefined ? undefined : from.#encryption);
    this.#signature = new LayeredCounts(from === undefined ? undefined : from.#signature);
    this.#repeated = from === undefined ? 0 : from.#repeated;
  }

  /** Whether some encryption key, or some signature key, stands twice. */
  get hasRepetition(): boolean {
    return this.#repeated > 0;
  }

  hasEncryptionKey(key: Uint8Array): boolean {
    return this.#encryption.get(nameOf(key)) > 0;
  }

  addLeaf(leaf: LeafNode): void {
    this.#add(this.#encryption, leaf.encryptionKey);
    this.#add(this.#signature, leaf.signatureKey);
  }

  removeLeaf(leaf: LeafNode): void {
    this.#remove(this.#encryption, leaf.encryptionKey);
    this.#remove(this.#signature, leaf.signatureKey);
  }

  addParent(parent: ParentNode): void {
    this.#add(this.#encryption, parent.encryptionKey);
  }

  removeParent(parent: ParentNode): void {
    this.#remove(this.#encryption, parent.encryptionKey);
  }

  #add(counts: LayeredCounts, key: Uint8Array): void {
    const name = nameOf(key);
    const count = counts.get(name);
    if (count > 0) this.#repeated++;
    counts.set(name, count + 1);
  }

  #remove(counts: LayeredCounts, key: Uint8Array): void {
    const name = nameOf(key);
    const count = counts.get(name);
    if (count > 1) this.#repeated--;
    counts.set(name, Math.max(0, count - 1));
  }
}

/** A key as a map's key: one character a byte. */
function nameOf(key: Uint8Array): string {
  return String.fromCharCode.apply(undefined, key as unknown as number[]);
}
