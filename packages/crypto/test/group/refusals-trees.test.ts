import { beforeAll, describe, expect, test } from 'vitest';
import { TlsWriter } from '../../src/group/codec/tls-writer.ts';
import type { GroupState } from '../../src/group/index.ts';
import { type LeafNode, signLeafNode } from '../../src/group/structures/leaf-node.ts';
import type { ParentNode } from '../../src/group/structures/parent-node.ts';
import { filteredDirectPath } from '../../src/group/tree/filtered-path.ts';
import { withPathKeys } from '../../src/group/tree/path-keys.ts';
import { RatchetTree, type TreeParts } from '../../src/group/tree/ratchet-tree.ts';
import { decodeRatchetTree, encodeRatchetTree } from '../../src/group/tree/ratchet-tree-codec.ts';
import { ready } from '../../src/primitives/index.ts';
import { groupOf, type TestGroup } from './group-of.ts';
import { hostileWelcome } from './hostile-welcome.ts';

/** RFC 9420 sections 7.3, 7.9.2 and 12.4.3.1: which trees a newcomer does not believe. Six members, the newcomer seventh. */

let group: TestGroup;
beforeAll(async () => {
  await ready();
  group = groupOf(6, 'refused trees');
});

const shown = (parts: (parts: TreeParts) => TreeParts) => () => hostileWelcome(group, { parts }).join();
const withLeaf = (at: number, change: (leaf: LeafNode) => Partial<LeafNode>) =>
  shown((parts) => ({
    ...parts,
    leaves: parts.leaves.map((leaf, i) => (i === at && leaf ? { ...leaf, ...change(leaf) } : leaf)),
  }));
/** @param node its index in the whole tree. */
const withParent = (node: number, change: (parent: ParentNode, parts: TreeParts) => Partial<ParentNode>) =>
  shown((parts) => ({
    ...parts,
    parents: parts.parents.map((parent, i) =>
      2 * i + 1 === node && parent ? { ...parent, ...change(parent, parts) } : parent,
    ),
  }));
const reencoded = (leaf: LeafNode, from: Uint8Array, to: Uint8Array): Partial<LeafNode> => {
  const at = Buffer.from(leaf.encoded).indexOf(from);
  const encoded = leaf.encoded.slice();
  encoded.set(to, at);
  return { encoded };
};

test('what is refused below differs from this only by its rule', () => {
  const { state } = hostileWelcome(group).join();
  expect(state.ownLeaf).toBe(6);
  expect(withLeaf(1, () => ({}))().state.tree.members()).toHaveLength(7);
});

describe('a tree is refused', () => {
  test('in which an encryption key stands twice', () => {
    const twice = withParent(3, (_, { parents }) => ({
      encryptionKey: parents[0]?.encryptionKey as Uint8Array,
    }));
    expect(twice).toThrow('a key stands twice');
    const leafKey = withParent(3, (_, { leaves }) => ({
      encryptionKey: leaves[5]?.encryptionKey as Uint8Array,
    }));
    expect(leafKey).toThrow('a key stands twice');
  });

  test('in which a signature key stands twice', () => {
    const other = (group.states[2] as GroupState).tree.leaf(2) as LeafNode;
    const twice = withLeaf(4, (leaf) => ({
      signatureKey: other.signatureKey,
      ...reencoded(leaf, leaf.signatureKey, other.signatureKey),
    }));
    expect(twice).toThrow('a key stands twice');
  });

  test('in which a leaf is signed by nobody', () => {
    const spoiled = shown(({ leaves, parents }) => ({
      leaves: leaves.map((leaf, i) => {
        if (i !== 4 || leaf === undefined) return leaf;
        const signature = leaf.signature.map((byte, at) => (at === 3 ? byte ^ 1 : byte));
        return { ...leaf, signature, ...reencoded(leaf, leaf.signature, signature) };
      }),
      parents: parents.map(() => undefined),
    }));
    expect(spoiled).toThrow('bad-signature: leaf');
  });

  test('in which members have changed places', () => {
    const swapped = shown((parts) => {
      const leaves = [...parts.leaves];
      [leaves[2], leaves[3]] = [leaves[3], leaves[2]];
      return { leaves, parents: parts.parents.map(() => undefined) };
    });
    expect(swapped).toThrow('bad-signature: leaf');
  });

  test('whose parent hashes do not lead to a leaf', () => {
    expect(withParent(3, () => ({ parentHash: new Uint8Array(32) }))).toThrow('parent hash');
    expect(withParent(1, () => ({ encryptionKey: group.random(32) }))).toThrow('parent hash');
    const rootless = shown((parts) => ({
      ...parts,
      leaves: parts.leaves.map((leaf, i) => (i > 3 ? leaf : leaf && { ...leaf })),
      parents: parts.parents.map((parent, i) =>
        i === 3 ? { ...(parent as ParentNode), encryptionKey: group.random(32) } : parent,
      ),
    }));
    expect(rootless).toThrow('parent hash');
  });

  test('with a node that nobody set', () => {
    // The node above the newcomer and the blank leaf beside it, in use though nobody there has committed.
    const planted = shown((parts) => ({
      ...parts,
      parents: parts.parents.map((parent, i) =>
        i === 6
          ? { encryptionKey: group.random(32), parentHash: new Uint8Array(), unmergedLeaves: [6] }
          : parent,
      ),
    }));
    expect(planted).toThrow('parent hash');
    // Alone in the tree, above somebody whose leaf came with a key package and so hangs nowhere.
    const alone = shown(({ leaves, parents }) => ({
      leaves,
      parents: parents.map((_, i) =>
        i === 6
          ? { encryptionKey: group.random(32), parentHash: new Uint8Array(), unmergedLeaves: [] }
          : undefined,
      ),
    }));
    expect(alone).toThrow('parent hash');
  });

  test('with a node key of another length', () => {
    const { groupId, signaturePrivateKey, tree } = group.states[0] as GroupState;
    const leaf = tree.leaf(0) as LeafNode;
    const pathOf = (keyBytes: number) =>
      shown((parts) => {
        const before = new RatchetTree(parts);
        const steps = filteredDirectPath(before, 0);
        const keys = steps.map((_, i) => group.random(i === 1 ? keyBytes : 32));
        return withPathKeys(before, 0, steps, keys, (parentHash) =>
          signLeafNode(
            { ...leaf, source: { kind: 'commit', parentHash } },
            { groupId, leaf: 0 },
            signaturePrivateKey,
          ),
        ).parts;
      });
    expect(pathOf(32)().state.tree.members()).toHaveLength(7);
    expect(pathOf(31)).toThrow('bad-length: node key');
  });

  test('with an unmerged leaf that is blank', () => {
    expect(withParent(7, () => ({ unmergedLeaves: [6, 7] }))).toThrow('unmerged leaves');
    expect(withParent(7, () => ({ unmergedLeaves: [4_000_000_000] }))).toThrow('unmerged leaves');
  });

  test('with unmerged leaves out of order, or twice', () => {
    expect(withParent(7, () => ({ unmergedLeaves: [6, 5] }))).toThrow('unmerged leaves');
    expect(withParent(7, () => ({ unmergedLeaves: [6, 6] }))).toThrow('unmerged leaves');
  });

  test('with an unmerged leaf under another node', () => {
    expect(withParent(3, () => ({ unmergedLeaves: [5] }))).toThrow('unmerged leaves');
  });

  test('with a leaf unmerged above a node where it is merged', () => {
    expect(withParent(7, () => ({ unmergedLeaves: [2, 6] }))).toThrow('unmerged leaves');
  });

  test('that claims less than it is', () => {
    const forgotten = withParent(7, () => ({ unmergedLeaves: [] }));
    expect(forgotten).toThrow('parent hash');
  });
});

describe('an encoded tree is refused', () => {
  const tree = () => (group.states[0] as GroupState).tree;
  const encoded = (nodes: (writer: TlsWriter) => void) => {
    const inner = new TlsWriter();
    nodes(inner);
    return new TlsWriter().opaque(inner.finish()).finish();
  };

  test('that ends with a blank node, or is empty', () => {
    const leaf = tree().leaf(0) as LeafNode;
    const one = (writer: TlsWriter) => writer.uint8(1).uint8(1).bytes(leaf.encoded);
    expect(decodeRatchetTree(encoded(one)).leafCount).toBe(1);
    expect(() => decodeRatchetTree(encoded((writer) => one(writer).uint8(0)))).toThrow('last node is blank');
    expect(() => decodeRatchetTree(encoded(() => {}))).toThrow('last node is blank');
  });

  test('with a leaf where an inner node belongs', () => {
    const leaf = tree().leaf(0) as LeafNode;
    const twice = (writer: TlsWriter) => {
      for (let i = 0; i < 2; i++) writer.uint8(1).uint8(1).bytes(leaf.encoded);
    };
    expect(() => decodeRatchetTree(encoded(twice))).toThrow('a node of the wrong type');
    expect(() => decodeRatchetTree(encoded((writer) => writer.uint8(1).uint8(2)))).toThrow('wrong type');
  });

  test('and one that is right comes back as it was', () => {
    const bytes = encodeRatchetTree(tree());
    expect(encodeRatchetTree(decodeRatchetTree(bytes))).toEqual(bytes);
    expect(decodeRatchetTree(bytes).treeHash()).toEqual(tree().treeHash());
    expect(new RatchetTree(tree().parts).treeHash()).toEqual(tree().treeHash());
  });
});
