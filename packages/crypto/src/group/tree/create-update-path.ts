import type { Random } from '../../primitives/random.ts';
import type { UpdatePath } from '../structures/commit.ts';
import type { LeafNode } from '../structures/leaf-node.ts';
import type { CipherSuite } from '../suite/cipher-suite.ts';
import { sealHpke } from '../suite/hpke.ts';
import type { HpkeKeyPair } from '../suite/kem.ts';
import { labeledHpke } from '../suite/labels.ts';
import { filteredDirectPath, type PathStep } from './filtered-path.ts';
import { withPathKeys } from './path-keys.ts';
import { nextPathSecret, nodeKeyPair } from './path-secrets.ts';
import type { RatchetTree } from './ratchet-tree.ts';
import { isLeaf, nodeToLeaf } from './tree-math.ts';

/** A committer's fresh path, before it is encrypted to anybody. */
export type FreshPath = {
  /** With the new leaf and keys. */
  readonly tree: RatchetTree;
  readonly leafNode: LeafNode;
  /** From the bottom up. */
  readonly nodes: readonly (PathStep & { readonly pathSecret: Uint8Array; readonly keyPair: HpkeKeyPair })[];
  /** The leaf's. */
  readonly leafPrivateKey: Uint8Array;
  /** 32 bytes. */
  readonly commitSecret: Uint8Array;
};

/**
 * Draws fresh keys for a leaf and its path (RFC 9420 section 7.5).
 *
 * @param makeLeaf signs the new leaf: with this encryption key, of source `commit` with this parent hash.
 */
export function drawPath(
  suite: CipherSuite,
  tree: RatchetTree,
  leaf: number,
  makeLeaf: (encryptionKey: Uint8Array, parentHash: Uint8Array) => LeafNode,
  random: Random,
): FreshPath {
  const steps = filteredDirectPath(tree, leaf);
  const leafKeys = suite.kem.deriveKeyPair(random(32));
  let pathSecret: Uint8Array = random(32).slice();
  const nodes = steps.map((step) => {
    const node = { ...step, pathSecret, keyPair: nodeKeyPair(suite, pathSecret) };
    pathSecret = nextPathSecret(pathSecret);
    return node;
  });
  const keys = nodes.map((node) => node.keyPair.publicKey);
  let leafNode: LeafNode | undefined;
  const updated = withPathKeys(tree, leaf, steps, keys, (hash) => {
    leafNode = makeLeaf(leafKeys.publicKey, hash);
    return leafNode;
  });
  return {
    tree: updated,
    leafNode: leafNode as unknown as LeafNode,
    nodes,
    leafPrivateKey: leafKeys.privateKey,
    commitSecret: pathSecret,
  };
}

/**
 * The path as it travels: each secret sealed to everybody under the other child, but not to those whom the same
 * commit adds (RFC 9420 section 7.6).
 *
 * @param before the tree the path was drawn for. @param context encoded provisional group context.
 */
export function sealPath(
  suite: CipherSuite,
  before: RatchetTree,
  path: FreshPath,
  added: ReadonlySet<number>,
  context: Uint8Array,
  random: Random,
): UpdatePath {
  const hpke = labeledHpke(suite, 'UpdatePathNode', context);
  const nodes = path.nodes.map(({ copath, pathSecret, keyPair }) => ({
    encryptionKey: keyPair.publicKey,
    encryptedPathSecrets: pathRecipients(before, copath, added).map((node) =>
      sealHpke(hpke, before.encryptionKey(node) as Uint8Array, pathSecret, random),
    ),
  }));
  return { leafNode: path.leafNode, nodes };
}

/** Nodes a path secret is sealed to: the resolution without leaves that the same commit adds. */
export function pathRecipients(tree: RatchetTree, copath: number, added: ReadonlySet<number>): number[] {
  const resolution = tree.resolution(copath);
  if (added.size === 0) return resolution;
  return resolution.filter((node) => !isLeaf(node) || !added.has(nodeToLeaf(node)));
}
