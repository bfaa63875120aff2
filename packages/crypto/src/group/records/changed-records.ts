import { encode } from '../codec/tls-writer.ts';
import { writeAuthenticatedContent } from '../framing/authenticated-content.ts';
import type { GroupState } from '../state/group-state.ts';
import { writeParentNode } from '../structures/parent-node.ts';
import { isLeaf, nodeCount, nodeToLeaf, root } from '../tree/tree-math.ts';
import { encodeEpochRecord } from './epoch-record.ts';
import type { RecordChange } from './record-change.ts';
import { secretTreeChanges, secretTreeKeys } from './secret-tree-records.ts';

/**
 * What a store must write to go from one state of a group to another, in one transaction: an operation costs
 * what it changed, not the size of the group. A message is one ratchet; a commit is its path and the epoch.
 *
 * @param before what the store holds; undefined when it holds nothing.
 */
export function changedRecords(before: GroupState | undefined, after: GroupState): RecordChange[] {
  if (before === after) return [];
  const changes: RecordChange[] = [];
  if (before?.context !== after.context) {
    changes.push({ key: 'epoch', value: encodeEpochRecord(after) });
    nodeChanges(before, after, changes);
  }
  mapChanges('private', before?.privateKeys, after.privateKeys, (key) => key, changes);
  mapChanges('update', before?.updates, after.updates, (key) => key, changes);
  mapChanges(
    'proposal',
    before?.proposals,
    after.proposals,
    (message) => encode(writeAuthenticatedContent, message),
    changes,
  );
  const top = root(after.tree.leafCount);
  if (before?.context === after.context)
    secretTreeChanges(before?.secretTree, after.secretTree, top, changes);
  else {
    const fresh: RecordChange[] = [];
    secretTreeChanges(undefined, after.secretTree, top, fresh);
    const kept = new Set(fresh.map(({ key }) => key));
    const old: string[] = [];
    if (before !== undefined) secretTreeKeys(before.secretTree, root(before.tree.leafCount), old);
    for (const key of old) if (!kept.has(key)) changes.push({ key, value: null });
    changes.push(...fresh);
  }
  return changes;
}

function nodeChanges(before: GroupState | undefined, after: GroupState, changes: RecordChange[]): void {
  const count = Math.max(
    before === undefined ? 0 : nodeCount(before.tree.leafCount),
    nodeCount(after.tree.leafCount),
  );
  for (let node = 0; node < count; node++) {
    const then = before && nodeAt(before, node);
    const now = nodeAt(after, node);
    if (then === now) continue;
    if (now === undefined) changes.push({ key: `node/${node}`, value: null });
    else if ('encoded' in now) changes.push({ key: `node/${node}`, value: now.encoded });
    else changes.push({ key: `node/${node}`, value: encode(writeParentNode, now) });
  }
}

function nodeAt(state: GroupState, node: number) {
  return isLeaf(node) ? state.tree.leaf(nodeToLeaf(node)) : state.tree.parentNode(node);
}

function mapChanges<K extends string | number, V>(
  prefix: string,
  before: ReadonlyMap<K, V> | undefined,
  after: ReadonlyMap<K, V>,
  encodeValue: (value: V) => Uint8Array,
  changes: RecordChange[],
): void {
  if (before === after) return;
  for (const name of before?.keys() ?? [])
    if (!after.has(name)) changes.push({ key: `${prefix}/${name}`, value: null });
  for (const [name, value] of after)
    if (before?.get(name) !== value) changes.push({ key: `${prefix}/${name}`, value: encodeValue(value) });
}
