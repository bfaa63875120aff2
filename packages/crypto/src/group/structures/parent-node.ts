import type { TlsReader } from '../codec/tls-reader.ts';
import type { TlsWriter } from '../codec/tls-writer.ts';

/** An inner node of the ratchet tree that is not blank (RFC 9420 section 7.1). Immutable. */
export type ParentNode = {
  /** HPKE public key of the suite. */
  readonly encryptionKey: Uint8Array;
  /** 32 bytes, or empty at the top of a commit's path. */
  readonly parentHash: Uint8Array;
  /** Leaf indices below that do not hold the node's private key, ascending. */
  readonly unmergedLeaves: readonly number[];
};

export function writeParentNode(writer: TlsWriter, node: ParentNode): void {
  writer.opaque(node.encryptionKey).opaque(node.parentHash);
  writer.list(node.unmergedLeaves, (item, leaf) => item.uint32(leaf));
}

export function readParentNode(reader: TlsReader): ParentNode {
  return {
    encryptionKey: reader.opaque(),
    parentHash: reader.opaque(),
    unmergedLeaves: reader.list((item) => item.uint32()),
  };
}
