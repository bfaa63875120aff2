import { CryptoError } from '../../primitives/crypto-error.ts';
import { isDefaultExtension, isDefaultProposal } from '../structures/capabilities.ts';
import { type Extension, requiredCapabilities } from '../structures/extension.ts';
import type { LeafNode } from '../structures/leaf-node.ts';
import { isLeafSigned } from '../structures/leaf-signature.ts';
import { mls10 } from '../structures/protocol-version.ts';
import type { CipherSuite } from '../suite/cipher-suite.ts';

/** The parameters a leaf must suit. */
export type GroupParameters = {
  readonly suite: CipherSuite;
  readonly groupId: Uint8Array;
  /** Of the group context. */
  readonly extensions: readonly Extension[];
};

/**
 * What one leaf must satisfy by itself (RFC 9420 section 7.3): signed by its own key for this place, keys of
 * the suite's form, and everything it uses and the group requires among its capabilities.
 *
 * @throws CryptoError `bad-signature` (small-order keys sign nothing), `bad-length`, `invalid-leaf`.
 */
export function validateLeaf(leaf: LeafNode, index: number, parameters: GroupParameters): void {
  const { suite, groupId, extensions } = parameters;
  if (leaf.encryptionKey.length !== suite.kem.publicKeyBytes) throw new CryptoError('bad-length', 'leaf key');
  const { capabilities } = leaf;
  const required = requiredCapabilities(extensions);
  const supports = (list: readonly number[], type: number): boolean => list.includes(type);
  const lacking =
    !supports(capabilities.versions, mls10) ||
    !supports(capabilities.cipherSuites, suite.id) ||
    !supports(capabilities.credentials, leaf.credential.type) ||
    !leaf.extensions.every(
      ({ type }) => isDefaultExtension(type) || supports(capabilities.extensions, type),
    ) ||
    !extensions.every(({ type }) => isDefaultExtension(type) || supports(capabilities.extensions, type)) ||
    !required.extensions.every(
      (type) => isDefaultExtension(type) || supports(capabilities.extensions, type),
    ) ||
    !required.proposals.every((type) => isDefaultProposal(type) || supports(capabilities.proposals, type)) ||
    !required.credentials.every((type) => supports(capabilities.credentials, type));
  if (lacking) throw new CryptoError('invalid-leaf', 'the member does not support what the group uses');
  if (!isLeafSigned(leaf, { groupId, leaf: index })) throw new CryptoError('bad-signature', 'leaf');
}

/**
 * Whether every member supports every credential type in use (RFC 9420 section 7.3).
 *
 * @throws CryptoError `invalid-leaf`.
 */
export function validateCredentialTypes(leaves: readonly (LeafNode | undefined)[]): void {
  const inUse = new Set<number>();
  for (const leaf of leaves) if (leaf !== undefined) inUse.add(leaf.credential.type);
  for (const leaf of leaves) {
    if (leaf === undefined) continue;
    for (const type of inUse)
      if (!leaf.capabilities.credentials.includes(type))
        throw new CryptoError('invalid-leaf', 'a credential type that a member does not support');
  }
}
