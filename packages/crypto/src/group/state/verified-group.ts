import { bytesEqual } from '../../primitives/bytes.ts';
import { CryptoError } from '../../primitives/crypto-error.ts';
import { extensionTypes, findExtension } from '../structures/extension.ts';
import { type GroupInfo, isGroupInfoSigned } from '../structures/group-info.ts';
import type { LeafNode } from '../structures/leaf-node.ts';
import type { CipherSuite } from '../suite/cipher-suite.ts';
import type { RatchetTree } from '../tree/ratchet-tree.ts';
import { decodeRatchetTree } from '../tree/ratchet-tree-codec.ts';
import { validateTree } from '../tree/validate-tree.ts';

/**
 * The tree of a GroupInfo and the member who signed it, both checked (RFC 9420 section 12.4.3.1).
 *
 * @param outside the tree when it travels apart. @throws CryptoError `invalid-tree`, `bad-signature`,
 * `unknown-sender`, `unsupported-suite`, and those of leaves.
 */
export function verifiedGroup(
  info: GroupInfo,
  suite: CipherSuite,
  outside: RatchetTree | undefined,
): { readonly tree: RatchetTree; readonly signer: LeafNode } {
  const { context } = info;
  if (context.cipherSuite !== suite.id) throw new CryptoError('unsupported-suite', 'not the suite announced');
  const inside = findExtension(info.extensions, extensionTypes.ratchetTree);
  const tree = inside === undefined ? outside : decodeRatchetTree(inside);
  if (tree === undefined) throw new CryptoError('invalid-tree', 'there is no tree');
  const hash = tree.treeHash();
  if (!bytesEqual(hash, context.treeHash)) throw new CryptoError('invalid-tree', 'tree hash');
  const signer = tree.leaf(info.signer);
  if (signer === undefined) throw new CryptoError('unknown-sender', 'nobody signed');
  if (!isGroupInfoSigned(info, signer.signatureKey)) throw new CryptoError('bad-signature', 'GroupInfo');
  validateTree(tree, { suite, groupId: context.groupId, extensions: context.extensions });
  return { tree, signer };
}
