import { sha256 } from '../../primitives/hash.ts';
import { TlsWriter } from '../codec/tls-writer.ts';
import type { LeafNode } from '../structures/leaf-node.ts';
import { type ParentNode, writeParentNode } from '../structures/parent-node.ts';

const nodeTypes = { leaf: 1, parent: 2 } as const;

/** Tree hash of a leaf (RFC 9420 section 7.8): 32 bytes. @param leaf undefined when blank. */
export function hashLeaf(index: number, leaf: LeafNode | undefined): Uint8Array {
  const writer = new TlsWriter((leaf?.encoded.length ?? 0) + 8).uint8(nodeTypes.leaf).uint32(index);
  writer.optional(leaf, (item, value) => item.bytes(value.encoded));
  return sha256(writer.view());
}

/** Tree hash of an inner node from those of its children (RFC 9420 section 7.8): 32 bytes. */
export function hashParent(
  parent: ParentNode | undefined,
  leftHash: Uint8Array,
  rightHash: Uint8Array,
): Uint8Array {
  const writer = new TlsWriter((parent?.encryptionKey.length ?? 0) + 192).uint8(nodeTypes.parent);
  writer.optional(parent, writeParentNode).opaque(leftHash).opaque(rightHash);
  return sha256(writer.view());
}
