import { beforeAll } from 'vitest';
import { decode } from '../../src/group/codec/tls-reader.ts';
import { readUpdatePath } from '../../src/group/structures/commit.ts';
import { groupContext } from '../../src/group/structures/group-context.ts';
import { signLeafNode } from '../../src/group/structures/leaf-node.ts';
import { readProposal } from '../../src/group/structures/proposal.ts';
import { drawPath, sealPath } from '../../src/group/tree/create-update-path.ts';
import { applyPath, openPath } from '../../src/group/tree/open-update-path.ts';
import { nodeKeyPair } from '../../src/group/tree/path-secrets.ts';
import { decodeRatchetTree, encodeRatchetTree } from '../../src/group/tree/ratchet-tree-codec.ts';
import { TreeEdit } from '../../src/group/tree/tree-edit.ts';
import { validateTree } from '../../src/group/tree/validate-tree.ts';
import { ready } from '../../src/primitives/index.ts';
import { deterministicRandom } from '../deterministic-random.ts';
import { forEachSuite } from './mls-suites.ts';
import { expectBytes, expectThat, has, hex, testShape } from './vector-files.ts';

beforeAll(ready);

type Operation = {
  cipher_suite: number;
  tree_before: string;
  proposal: string;
  proposal_sender: number;
  tree_hash_before: string;
  tree_after: string;
  tree_hash_after: string;
};

testShape<Operation[]>({
  name: 'MLS tree operations',
  recognises: (json) => Array.isArray(json) && has(json[0], 'tree_before', 'tree_after', 'proposal'),
  run: (cases) =>
    forEachSuite(cases, (entry, _suite, name) => {
      const before = decodeRatchetTree(hex(entry.tree_before));
      expectBytes(before.treeHash(), entry.tree_hash_before, `${name} before`);
      const edit = new TreeEdit(before);
      const proposal = decode(readProposal, hex(entry.proposal));
      if (proposal.kind === 'add') edit.add(proposal.keyPackage.leafNode);
      else if (proposal.kind === 'update') edit.update(entry.proposal_sender, proposal.leafNode);
      else if (proposal.kind === 'remove') edit.remove(proposal.leaf);
      else throw new Error(`${name}: ${proposal.kind}`);
      const after = edit.finish();
      expectBytes(encodeRatchetTree(after), entry.tree_after, `${name} after`);
      expectBytes(after.treeHash(), entry.tree_hash_after, `${name} hash after`);
      expectBytes(before.treeHash(), entry.tree_hash_before, `${name} the first is unchanged`);
    }),
});

type Validation = {
  cipher_suite: number;
  tree: string;
  group_id: string;
  tree_hashes: string[];
  resolutions: number[][];
};

testShape<Validation[]>({
  name: 'MLS tree validation',
  recognises: (json) => Array.isArray(json) && has(json[0], 'tree', 'tree_hashes', 'resolutions'),
  run: (cases) =>
    forEachSuite(cases, (entry, suite, name) => {
      const tree = decodeRatchetTree(hex(entry.tree));
      entry.tree_hashes.forEach((hash, node) => {
        expectBytes(tree.hash(node), hash, `${name} node ${node}`);
      });
      entry.resolutions.forEach((resolution, node) => {
        expectThat(tree.resolution(node).join() === resolution.join(), `${name} resolution ${node}`);
      });
      validateTree(tree, { suite, groupId: hex(entry.group_id), extensions: [] });
    }),
});

type TreeKem = {
  cipher_suite: number;
  group_id: string;
  epoch: number;
  confirmed_transcript_hash: string;
  ratchet_tree: string;
  leaves_private: {
    index: number;
    encryption_priv: string;
    signature_priv: string;
    path_secrets: { node: number; path_secret: string }[];
  }[];
  update_paths: {
    sender: number;
    update_path: string;
    path_secrets: (string | null)[];
    commit_secret: string;
    tree_hash_after: string;
  }[];
};

const random = deterministicRandom('mls trees');

testShape<TreeKem[]>({
  name: 'MLS TreeKEM',
  recognises: (json) => Array.isArray(json) && has(json[0], 'leaves_private', 'update_paths'),
  run: (cases) =>
    forEachSuite(cases, (entry, suite, name) => {
      const groupId = hex(entry.group_id);
      const tree = decodeRatchetTree(hex(entry.ratchet_tree));
      const contextAfter = (treeHash: Uint8Array): Uint8Array =>
        groupContext({
          cipherSuite: suite.id,
          groupId,
          epoch: BigInt(entry.epoch),
          treeHash,
          confirmedTranscriptHash: hex(entry.confirmed_transcript_hash),
          extensions: [],
        }).encoded;
      const privateKeys = new Map(
        entry.leaves_private.map((leaf) => [
          leaf.index,
          new Map([
            [2 * leaf.index, hex(leaf.encryption_priv)],
            ...leaf.path_secrets.map(
              ({ node, path_secret }) => [node, nodeKeyPair(suite, hex(path_secret)).privateKey] as const,
            ),
          ]),
        ]),
      );
      for (const expected of entry.update_paths) {
        const path = decode(readUpdatePath, hex(expected.update_path));
        const after = applyPath(suite, tree, expected.sender, path, new Set());
        expectBytes(after.treeHash(), expected.tree_hash_after, `${name} hash after`);
        const context = contextAfter(after.treeHash());
        for (const [own, keys] of privateKeys) {
          if (own === expected.sender) continue;
          const open = openPath(suite, tree, expected.sender, path, new Set(), context, own, keys);
          expectBytes(open.commitSecret, expected.commit_secret, `${name} commit secret`);
          const [, first] = [...open.privateKeys][0] ?? [];
          const secret = hex(expected.path_secrets[own] as string);
          const wanted = nodeKeyPair(suite, secret).privateKey;
          expectBytes(first as Uint8Array, Buffer.from(wanted).toString('hex'), `${name} path secret`);
        }
      }
      for (const { index, signature_priv } of entry.leaves_private) {
        const current = tree.leaf(index);
        if (current === undefined) continue;
        const fresh = drawPath(
          suite,
          tree,
          index,
          (encryptionKey, parentHash) =>
            signLeafNode(
              { ...current, encryptionKey, source: { kind: 'commit', parentHash } },
              { groupId, leaf: index },
              hex(signature_priv),
            ),
          random,
        );
        const context = contextAfter(fresh.tree.treeHash());
        const path = sealPath(suite, tree, fresh, new Set(), context, random);
        const after = applyPath(suite, tree, index, path, new Set());
        validateTree(after, { suite, groupId, extensions: [] });
        for (const [own, keys] of privateKeys) {
          if (own === index) continue;
          const open = openPath(suite, tree, index, path, new Set(), context, own, keys);
          expectThat(Buffer.compare(open.commitSecret, fresh.commitSecret) === 0, `${name} own path`);
        }
      }
    }),
});
