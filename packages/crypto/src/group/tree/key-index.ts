import type { LeafNode } from '../structures/leaf-node.ts';
import type { ParentNode } from '../structures/parent-node.ts';

/**
 * How often each public key occurs in a tree, so that a key standing twice is found without comparing all
 * with all. Copied when a tree is edited.
 */
export class KeyIndex {
  readonly #encryption: Map<string, number>;
  readonly #signature: Map<string, number>;
  #repeated: number;

  constructor(from?: KeyIndex) {
    this.#encryption = new Map(from === undefined ? [] : from.#encryption);
    this.#signature = new Map(from === undefined ? [] : from.#signature);
    this.#repeated = from === undefined ? 0 : from.#repeated;
  }

  /** Whether some encryption key, or some signature key, stands twice. */
  get hasRepetition(): boolean {
    return this.#repeated > 0;
  }

  hasEncryptionKey(key: Uint8Array): boolean {
    return this.#encryption.has(nameOf(key));
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

  #add(counts: Map<string, number>, key: Uint8Array): void {
    const name = nameOf(key);
    const count = counts.get(name) ?? 0;
    if (count > 0) this.#repeated++;
    counts.set(name, count + 1);
  }

  #remove(counts: Map<string, number>, key: Uint8Array): void {
    const name = nameOf(key);
    const count = counts.get(name) ?? 0;
    if (count > 1) {
      this.#repeated--;
      counts.set(name, count - 1);
    } else counts.delete(name);
  }
}

/** A key as a map's key: one character a byte. */
function nameOf(key: Uint8Array): string {
  return String.fromCharCode.apply(undefined, key as unknown as number[]);
}
