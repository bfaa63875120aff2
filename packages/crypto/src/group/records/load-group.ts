import { CryptoError } from '../../primitives/crypto-error.ts';
import { decode } from '../codec/tls-reader.ts';
import { readAuthenticatedContent } from '../framing/authenticated-content.ts';
import { GroupState } from '../state/group-state.ts';
import { type LeafNode, readLeafNode } from '../structures/leaf-node.ts';
import { trustLeaf } from '../structures/leaf-signature.ts';
import { type ParentNode, readParentNode } from '../structures/parent-node.ts';
import { RatchetTree } from '../tree/ratchet-tree.ts';
import { fullWidth, root } from '../tree/tree-math.ts';
import { decodeEpochRecord } from './epoch-record.ts';
import { loadSecretTree } from './secret-tree-records.ts';

/**
 * A group from its records, all of them. They come from this device's own sealed store and are believed: leaves
 * in them were checked before they were kept.
 *
 * @throws CryptoError `bad-encoding`, `unsupported-version` when something is missing or of another format.
 */
export function loadGroup(records: Iterable<readonly [key: string, value: Uint8Array]>): GroupState {
  const all = new Map(records);
  const epochBytes = all.get('epoch');
  if (epochBytes === undefined) throw new CryptoError('bad-encoding', 'a group record is missing');
  const { leafCount, ...epoch } = decodeEpochRecord(epochBytes);
  if (leafCount < 1 || leafCount > leavesMax || fullWidth(leafCount) !== leafCount)
    throw new CryptoError('bad-encoding', 'a width that no tree has');
  const { groupId } = epoch.context;
  const leaves = Array.from({ length: leafCount }, (_, leaf): LeafNode | undefined => {
    const bytes = all.get(`node/${2 * leaf}`);
    return bytes && trustLeaf(decode(readLeafNode, bytes), { groupId, leaf });
  });
  const parents = Array.from({ length: leafCount - 1 }, (_, index): ParentNode | undefined => {
    const bytes = all.get(`node/${2 * index + 1}`);
    return bytes && decode(readParentNode, bytes);
  });
  const named = (prefix: string): [name: string, value: Uint8Array][] =>
    [...all].flatMap(([key, value]) => (key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : []));
  return new GroupState({
    ...epoch,
    tree: new RatchetTree({ leaves, parents }),
    secretTree: loadSecretTree(all, root(leafCount)),
    privateKeys: new Map(named('private/').map(([node, key]) => [Number(node), key])),
    updates: new Map(named('update/')),
    proposals: new Map(
      named('proposal/').map(([name, value]) => [name, decode(readAuthenticatedContent, value)]),
    ),
  });
}

const leavesMax = 1 << 16;
