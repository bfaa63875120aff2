import { bytesEqual, constantTimeEqual } from '../primitives/bytes.ts';
import { CryptoError } from '../primitives/crypto-error.ts';
import { decode } from './codec/tls-reader.ts';
import { welcomeKey } from './commit/welcome-key.ts';
import { decodeMlsMessage } from './framing/mls-message.ts';
import { decodePrivateKeys, requireKeyPackage } from './key-packages.ts';
import { epochSecret, welcomeSecret } from './schedule/key-schedule.ts';
import { type PskSource, pskSecret } from './schedule/psk-secret.ts';
import { enterEpoch } from './state/enter-epoch.ts';
import type { GroupState } from './state/group-state.ts';
import { type Member, memberOf } from './state/member.ts';
import { verifiedGroup } from './state/verified-group.ts';
import type { Extension } from './structures/extension.ts';
import { readGroupInfo } from './structures/group-info.ts';
import { type KeyPackage, keyPackageRef } from './structures/key-package.ts';
import { type GroupSecrets, readGroupSecrets, type Welcome } from './structures/welcome.ts';
import { type CipherSuite, cipherSuite, hashBytes } from './suite/cipher-suite.ts';
import { decryptWithLabel } from './suite/labels.ts';
import { filteredDirectPath } from './tree/filtered-path.ts';
import { climb } from './tree/open-update-path.ts';
import type { RatchetTree } from './tree/ratchet-tree.ts';
import { decodeRatchetTree } from './tree/ratchet-tree-codec.ts';
import { isUnder, leafToNode } from './tree/tree-math.ts';

/** A key package this device made, with its secrets. */
export type HeldKeyPackage = { readonly keyPackage: Uint8Array; readonly privateKeys: Uint8Array };

export type JoinedGroup = {
  readonly state: GroupState;
  /** Who added this device. */
  readonly signer: Member;
  /** Of the GroupInfo, the tree among them. */
  readonly groupInfoExtensions: readonly Extension[];
  /** KeyPackageRef of the key package that was used: it and its secrets are to be deleted (REQ-G6). */
  readonly usedReference: Uint8Array;
};

/**
 * Enters a group by a Welcome (RFC 9420 section 12.4.3.1): opens it, validates the whole tree and derives the
 * epoch. Whether the members are who they say is the caller's to check before it keeps the state.
 *
 * @param options.welcome an MLSMessage. @param options.ratchetTree the tree when the Welcome has none.
 * @throws CryptoError `not-addressed` when none of the key packages is meant, `invalid-tree`, `bad-signature`,
 * `invalid-message`, `unknown-psk`, `authentication-failed`.
 */
export function joinFromWelcome(options: {
  readonly welcome: Uint8Array;
  readonly keyPackages: readonly HeldKeyPackage[];
  readonly signaturePrivateKey: Uint8Array;
  readonly ratchetTree?: Uint8Array;
  readonly psks?: PskSource;
}): JoinedGroup {
  const message = decodeMlsMessage(options.welcome);
  if (message.kind !== 'welcome') throw new CryptoError('invalid-message', 'not a Welcome');
  const { welcome } = message;
  const suite = cipherSuite(welcome.cipherSuite);
  const used = addressedKeyPackage(welcome, options.keyPackages);
  if (used.keyPackage.cipherSuite !== suite.id) throw new CryptoError('invalid-message', 'another suite');
  const secrets = openGroupSecrets(suite, welcome, used.sealed, used.privateKeys.init);
  const psk = pskSecret(secrets.psks, options.psks ?? (() => undefined));
  const opening = welcomeKey(suite, welcomeSecret(secrets.joinerSecret, psk));
  const infoBytes = suite.aead.open(opening.key, opening.nonce, welcome.encryptedGroupInfo, new Uint8Array());
  const info = decode(readGroupInfo, infoBytes);
  const outside = options.ratchetTree && decodeRatchetTree(options.ratchetTree);
  const { tree, signer } = verifiedGroup(info, suite, outside);

  const { leafNode } = used.keyPackage;
  const ownLeaf = tree.parts.leaves.findIndex(
    (leaf) => leaf !== undefined && bytesEqual(leaf.encoded, leafNode.encoded),
  );
  if (ownLeaf < 0) throw new CryptoError('invalid-tree', 'this member is not in the tree');
  const privateKeys = new Map([[leafToNode(ownLeaf), used.privateKeys.leaf]]);
  for (const [node, key] of pathKeys(suite, tree, info.signer, ownLeaf, secrets.pathSecret))
    privateKeys.set(node, key);
  const state = enterEpoch({
    suite,
    context: info.context,
    tree,
    ownLeaf,
    signaturePrivateKey: options.signaturePrivateKey,
    privateKeys,
    epochSecret: epochSecret(secrets.joinerSecret, psk, info.context),
    resumptions: [],
  });
  if (!constantTimeEqual(state.confirmationTag, info.confirmationTag))
    throw new CryptoError('invalid-message', 'confirmation tag');
  return {
    state,
    signer: memberOf(info.signer, signer),
    groupInfoExtensions: info.extensions,
    usedReference: keyPackageRef(used.keyPackage),
  };
}

function addressedKeyPackage(welcome: Welcome, held: readonly HeldKeyPackage[]) {
  for (const candidate of held) {
    const keyPackage: KeyPackage = requireKeyPackage(candidate.keyPackage);
    const reference = keyPackageRef(keyPackage);
    const entry = welcome.secrets.find(({ newMember }) => bytesEqual(newMember, reference));
    if (entry !== undefined)
      return {
        keyPackage,
        privateKeys: decodePrivateKeys(candidate.privateKeys),
        sealed: entry.encryptedGroupSecrets,
      };
  }
  throw new CryptoError('not-addressed', 'the Welcome is for somebody else');
}

function openGroupSecrets(
  suite: CipherSuite,
  welcome: Welcome,
  sealed: Parameters<typeof decryptWithLabel>[4],
  initPrivateKey: Uint8Array,
): GroupSecrets {
  const opened = decryptWithLabel(suite, initPrivateKey, 'Welcome', welcome.encryptedGroupInfo, sealed);
  const secrets = decode(readGroupSecrets, opened);
  if (secrets.joinerSecret.length !== hashBytes) throw new CryptoError('bad-length', 'joiner secret');
  return secrets;
}

/** Private keys of the nodes above that the committer let this member know. */
function pathKeys(
  suite: CipherSuite,
  tree: RatchetTree,
  committer: number,
  ownLeaf: number,
  pathSecret: Uint8Array | undefined,
): ReadonlyMap<number, Uint8Array> {
  if (pathSecret === undefined) return new Map();
  if (pathSecret.length !== hashBytes) throw new CryptoError('bad-length', 'path secret');
  const steps = filteredDirectPath(tree, committer).filter(({ node }) => isUnder(leafToNode(ownLeaf), node));
  return climb(suite, pathSecret, steps, (index) => tree.encryptionKey(steps[index]?.node ?? 1)).privateKeys;
}
