import { requireLength } from '../primitives/crypto-error.ts';
import type { Random } from '../primitives/random.ts';
import { enterEpoch } from './state/enter-epoch.ts';
import type { GroupState } from './state/group-state.ts';
import { credentialOf, type LeafIdentity } from './state/leaf-identity.ts';
import { type Capabilities, ownCapabilities } from './structures/capabilities.ts';
import type { Extension } from './structures/extension.ts';
import { groupContext } from './structures/group-context.ts';
import { type Lifetime, signLeafNode } from './structures/leaf-node.ts';
import { type CipherSuiteId, cipherSuite } from './suite/cipher-suite.ts';
import { RatchetTree } from './tree/ratchet-tree.ts';
import { validateLeaf } from './tree/validate-leaf.ts';

/**
 * A group of one, in epoch 0 (RFC 9420 section 11).
 *
 * @param options.groupId chosen by the creator, at most 255 bytes, never used before.
 * @param options.extensions of the group context.
 * @throws CryptoError `invalid-leaf` when the creator does not support its own extensions.
 */
export function createGroup(options: {
  readonly suite: CipherSuiteId;
  readonly groupId: Uint8Array;
  readonly identity: LeafIdentity;
  readonly lifetime?: Lifetime;
  readonly capabilities?: Capabilities;
  readonly extensions: readonly Extension[];
  readonly random: Random;
}): GroupState {
  const { groupId, identity, extensions, random } = options;
  const suite = cipherSuite(options.suite);
  const leafKeys = suite.kem.deriveKeyPair(random(32));
  const leaf = signLeafNode(
    {
      encryptionKey: leafKeys.publicKey,
      signatureKey: identity.signaturePublicKey,
      credential: credentialOf(identity),
      capabilities: options.capabilities ?? ownCapabilities,
      source: {
        kind: 'key-package',
        lifetime: options.lifetime ?? { notBefore: 0n, notAfter: 2n ** 64n - 1n },
      },
      extensions: [],
    },
    undefined,
    identity.signaturePrivateKey,
  );
  validateLeaf(leaf, 0, { suite, groupId, extensions });
  const tree = new RatchetTree({ leaves: [leaf], parents: [] });
  const context = groupContext({
    cipherSuite: suite.id,
    groupId,
    epoch: 0n,
    treeHash: tree.treeHash(),
    confirmedTranscriptHash: new Uint8Array(),
    extensions,
  });
  const epochSecret = random(32).slice();
  requireLength(epochSecret, 32, 'random');
  return enterEpoch({
    suite,
    context,
    tree,
    ownLeaf: 0,
    signaturePrivateKey: identity.signaturePrivateKey,
    privateKeys: new Map([[0, leafKeys.privateKey]]),
    epochSecret,
    resumptions: [],
  });
}
