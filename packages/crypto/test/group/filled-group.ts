import { enterEpoch } from '../../src/group/state/enter-epoch.ts';
import type { GroupState } from '../../src/group/state/group-state.ts';
import { ownCapabilities } from '../../src/group/structures/capabilities.ts';
import { credentialTypes } from '../../src/group/structures/credential.ts';
import type { Extension } from '../../src/group/structures/extension.ts';
import { groupContext } from '../../src/group/structures/group-context.ts';
import { type LeafNodeSource, signLeafNode } from '../../src/group/structures/leaf-node.ts';
import { cipherSuite } from '../../src/group/suite/cipher-suite.ts';
import { drawPath } from '../../src/group/tree/create-update-path.ts';
import { RatchetTree } from '../../src/group/tree/ratchet-tree.ts';
import { TreeEdit } from '../../src/group/tree/tree-edit.ts';
import { directPath, leafToNode } from '../../src/group/tree/tree-math.ts';
import { ed25519KeyPair } from '../../src/primitives/ed25519.ts';
import type { Random } from '../../src/primitives/index.ts';
import { utf8 } from '../../src/primitives/index.ts';

export type FilledGroupOptions = {
  readonly suite: 0x0001 | 0x0003 | 0x004d;
  readonly members: number;
  /** `filled`: every inner node holds a key. `sparse`: only the first member's path, as after one large add. */
  readonly shape: 'filled' | 'sparse';
  readonly random: Random;
  readonly credential?: (leaf: number) => Uint8Array;
  readonly extensions?: readonly Extension[];
};

export type FilledGroup = {
  readonly size: number;
  /** What the member at a leaf would hold. */
  state(leaf: number): GroupState;
};

/**
 * A group of any size as it is after many commits, without playing them: the tree is built by the real path
 * code, one committer after the other, and each member's state is put together from keys that only a test has
 * all of. Members are at leaves 0 to `members - 1`.
 */
export function filledGroup(options: FilledGroupOptions): FilledGroup {
  const { members, random, extensions = [] } = options;
  const suite = cipherSuite(options.suite);
  const groupId = random(16);
  const seeds = Array.from({ length: members }, () => random(32));
  const leafKeys = seeds.map(() => suite.kem.deriveKeyPair(random(32)));
  const nodeKeys = new Map<number, Uint8Array>();
  const sign = (leaf: number, encryptionKey: Uint8Array, source: LeafNodeSource) => {
    const identity = options.credential?.(leaf) ?? utf8(`member ${leaf}`);
    const signatureKey = ed25519KeyPair(seeds[leaf] as Uint8Array).publicKey;
    const credential = { type: credentialTypes.basic, identity };
    return signLeafNode(
      { encryptionKey, signatureKey, credential, capabilities: ownCapabilities, source, extensions: [] },
      { groupId, leaf },
      seeds[leaf] as Uint8Array,
    );
  };

  const day = 86_400n;
  const now = BigInt(Math.floor(Date.now() / 1000));
  const lifetime = { notBefore: now - day, notAfter: now + 30n * day };
  const edit = new TreeEdit(new RatchetTree({ leaves: [undefined], parents: [] }));
  leafKeys.forEach(({ publicKey }, leaf) => {
    edit.add(sign(leaf, publicKey, { kind: 'key-package', lifetime }));
  });
  let tree = edit.finish();
  tree.treeHash();
  const privateKeys = leafKeys.map((pair) => pair.privateKey);
  // Every second leaf is enough: the node above two leaves is on the path of either.
  const committers = options.shape === 'filled' ? members : 1;
  for (let leaf = 0; leaf < committers; leaf += 2) {
    const makeLeaf = (encryptionKey: Uint8Array, parentHash: Uint8Array) =>
      sign(leaf, encryptionKey, { kind: 'commit', parentHash });
    const path = drawPath(suite, tree, leaf, makeLeaf, random);
    tree = path.tree;
    // As every epoch does; an edit starts from the hashes that are known.
    tree.treeHash();
    privateKeys[leaf] = path.leafPrivateKey;
    for (const { node, keyPair } of path.nodes) nodeKeys.set(node, keyPair.privateKey);
  }

  const context = groupContext({
    cipherSuite: suite.id,
    groupId,
    epoch: 1n,
    treeHash: tree.treeHash(),
    confirmedTranscriptHash: random(32),
    extensions,
  });
  const epochSecret = random(32);
  return {
    size: members,
    state(leaf) {
      const known = new Map([[leafToNode(leaf), privateKeys[leaf] as Uint8Array]]);
      for (const node of directPath(leafToNode(leaf), tree.leafCount)) {
        const key = nodeKeys.get(node);
        if (key !== undefined && !tree.isBlank(node)) known.set(node, key);
      }
      return enterEpoch({
        suite,
        context,
        tree,
        ownLeaf: leaf,
        signaturePrivateKey: seeds[leaf] as Uint8Array,
        privateKeys: known,
        epochSecret,
        resumptions: [],
      });
    },
  };
}
