import { CryptoError } from '../../primitives/crypto-error.ts';
import type { SecretTree } from '../ratchets/secret-tree.ts';
import { isLeaf, left, right } from '../tree/tree-math.ts';
import { decodeRatchets, encodeRatchets } from './ratchet-record.ts';
import type { RecordChange } from './record-change.ts';

/** What became of a secret tree, by comparing only the parts that are not shared. Nodes by index, as `secret/` and `ratchet/`. */
export function secretTreeChanges(
  before: SecretTree | undefined,
  after: SecretTree,
  node: number,
  changes: RecordChange[],
): void {
  if (before === after) return;
  if (before?.kind === 'secret' && after.kind !== 'secret')
    changes.push({ key: `secret/${node}`, value: null });
  if (after.kind === 'secret') changes.push({ key: `secret/${node}`, value: after.secret });
  else if (after.kind === 'leaf')
    changes.push({ key: `ratchet/${node}`, value: encodeRatchets(after.ratchets) });
  else {
    const open = before?.kind === 'open' ? before : undefined;
    secretTreeChanges(open?.left, after.left, left(node), changes);
    secretTreeChanges(open?.right, after.right, right(node), changes);
  }
}

/** The names of every record of a secret tree. */
export function secretTreeKeys(tree: SecretTree, node: number, keys: string[]): void {
  if (tree.kind === 'secret') keys.push(`secret/${node}`);
  else if (tree.kind === 'leaf') keys.push(`ratchet/${node}`);
  else {
    secretTreeKeys(tree.left, left(node), keys);
    secretTreeKeys(tree.right, right(node), keys);
  }
}

/** @throws CryptoError `bad-encoding` when a part is missing. */
export function loadSecretTree(records: ReadonlyMap<string, Uint8Array>, node: number): SecretTree {
  const secret = records.get(`secret/${node}`);
  if (secret !== undefined) return { kind: 'secret', secret };
  const ratchets = records.get(`ratchet/${node}`);
  if (ratchets !== undefined) return { kind: 'leaf', ratchets: decodeRatchets(ratchets) };
  if (isLeaf(node)) throw new CryptoError('bad-encoding', 'a group record is missing');
  return {
    kind: 'open',
    left: loadSecretTree(records, left(node)),
    right: loadSecretTree(records, right(node)),
  };
}
