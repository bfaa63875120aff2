import type { RatchetTree } from '../tree/ratchet-tree.ts';
import { nodeCount } from '../tree/tree-math.ts';

/**
 * Private keys that are still of use after a commit: those of nodes that hold the same key as before, then what
 * the commit brought.
 */
export function nextPrivateKeys(
  before: RatchetTree,
  after: RatchetTree,
  known: ReadonlyMap<number, Uint8Array>,
  fresh: ReadonlyMap<number, Uint8Array>,
): ReadonlyMap<number, Uint8Array> {
  const keys = new Map<number, Uint8Array>();
  for (const [node, key] of known) {
    if (node >= nodeCount(after.leafCount)) continue;
    const current = after.encryptionKey(node);
    if (current !== undefined && current === before.encryptionKey(node)) keys.set(node, key);
  }
  for (const [node, key] of fresh) keys.set(node, key);
  return keys;
}
