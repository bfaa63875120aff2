import { bytesEqual } from '../../primitives/bytes.ts';
import { CryptoError } from '../../primitives/crypto-error.ts';
import type { UpdatePath } from '../structures/commit.ts';
import type { CipherSuite } from '../suite/cipher-suite.ts';
import { openHpke } from '../suite/hpke.ts';
import { labeledHpke } from '../suite/labels.ts';
import { pathRecipients } from './create-update-path.ts';
import { filteredDirectPath, type PathStep } from './filtered-path.ts';
import { withPathKeys } from './path-keys.ts';
import { nextPathSecret, nodeKeyPair } from './path-secrets.ts';
import type { RatchetTree } from './ratchet-tree.ts';
import { isUnder, leafToNode } from './tree-math.ts';

/**
 * The tree after somebody's path (RFC 9420 section 7.5), checked as far as public data goes: as many nodes as
 * the filtered path, as many ciphertexts as recipients, new keys only, and the leaf's parent hash.
 *
 * @throws CryptoError `invalid-commit`.
 */
export function applyPath(
  suite: CipherSuite,
  tree: RatchetTree,
  sender: number,
  path: UpdatePath,
  added: ReadonlySet<number>,
): RatchetTree {
  const steps = filteredDirectPath(tree, sender);
  if (path.nodes.length !== steps.length) throw refused('a path of the wrong length');
  path.nodes.forEach((node, at) => {
    const recipients = pathRecipients(tree, (steps[at] as PathStep).copath, added);
    if (node.encryptedPathSecrets.length !== recipients.length) throw refused('secrets for other people');
    if (node.encryptionKey.length !== suite.kem.publicKeyBytes) throw refused('a key of another suite');
    if (tree.keys.hasEncryptionKey(node.encryptionKey)) throw refused('a key that was there before');
  });
  if (tree.keys.hasEncryptionKey(path.leafNode.encryptionKey))
    throw refused('a leaf key that was there before');
  const keys = path.nodes.map((node) => node.encryptionKey);
  const { source } = path.leafNode;
  return withPathKeys(tree, sender, steps, keys, (hash) => {
    if (source.kind !== 'commit' || !bytesEqual(source.parentHash, hash))
      throw refused('parent hash of the leaf');
    return path.leafNode;
  });
}

/** What a receiver learns from a path: the private keys of the nodes it shares with the sender. */
export type OpenedPath = {
  readonly privateKeys: ReadonlyMap<number, Uint8Array>;
  /** 32 bytes. */
  readonly commitSecret: Uint8Array;
};

/**
 * Opens the one path secret sealed to this member and derives the rest (RFC 9420 section 7.5), checking that
 * each key derived is the one in the path.
 *
 * @param before the tree the path was sealed for. @param privateKeys of this member by node.
 * @throws CryptoError `invalid-commit`, `authentication-failed`, `not-addressed`.
 */
export function openPath(
  suite: CipherSuite,
  before: RatchetTree,
  sender: number,
  path: UpdatePath,
  added: ReadonlySet<number>,
  context: Uint8Array,
  own: number,
  privateKeys: ReadonlyMap<number, Uint8Array>,
): OpenedPath {
  const steps = filteredDirectPath(before, sender);
  const at = steps.findIndex((step) => isUnder(leafToNode(own), step.copath));
  const shared = steps[at];
  if (shared === undefined) throw new CryptoError('not-addressed', 'no secret for this member');
  const recipients = pathRecipients(before, shared.copath, added);
  const position = recipients.findIndex((node) => privateKeys.has(node) && isUnder(leafToNode(own), node));
  const privateKey = privateKeys.get(recipients[position] ?? -1);
  const sealed = path.nodes[at]?.encryptedPathSecrets[position];
  if (privateKey === undefined || sealed === undefined)
    throw new CryptoError('not-addressed', 'no secret for this member');
  const secret = openHpke(labeledHpke(suite, 'UpdatePathNode', context), privateKey, sealed);
  if (secret.length !== 32) throw refused('a path secret of the wrong length');
  return climb(suite, secret, steps.slice(at), (index) => path.nodes[at + index]?.encryptionKey);
}

/**
 * The private keys from one path secret up to the root.
 *
 * @param keyAt the public key expected at each step. @throws CryptoError `invalid-commit` when one differs.
 */
export function climb(
  suite: CipherSuite,
  secret: Uint8Array,
  steps: readonly PathStep[],
  keyAt: (index: number) => Uint8Array | undefined,
): OpenedPath {
  const privateKeys = new Map<number, Uint8Array>();
  let pathSecret = secret;
  steps.forEach((step, index) => {
    const keyPair = nodeKeyPair(suite, pathSecret);
    const expected = keyAt(index);
    if (expected === undefined || !bytesEqual(keyPair.publicKey, expected))
      throw refused('a key nobody can use');
    privateKeys.set(step.node, keyPair.privateKey);
    pathSecret = nextPathSecret(pathSecret);
  });
  return { privateKeys, commitSecret: pathSecret };
}

const refused = (what: string): CryptoError => new CryptoError('invalid-commit', what);
