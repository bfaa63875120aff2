import { CryptoError } from '../../primitives/crypto-error.ts';
import { decode } from '../codec/tls-reader.ts';
import { TlsWriter } from '../codec/tls-writer.ts';
import { type LeafNode, readLeafNode, writeLeafNode } from '../structures/leaf-node.ts';
import { type ParentNode, readParentNode, writeParentNode } from '../structures/parent-node.ts';
import { RatchetTree } from './ratchet-tree.ts';
import { fullWidth, isLeaf } from './tree-math.ts';

/** The ratchet_tree extension (RFC 9420 section 12.4.3.3): every node from left to right, up to the last in use. */
export function encodeRatchetTree(tree: RatchetTree): Uint8Array {
  const { leaves, parents } = tree.parts;
  const nodes: (LeafNode | ParentNode | undefined)[] = leaves.flatMap((leaf, index) =>
    index < parents.length ? [leaf, parents[index]] : [leaf],
  );
  while (nodes.length > 0 && nodes.at(-1) === undefined) nodes.pop();
  const bytes = nodes.reduce((sum, node) => sum + sizeOf(node), 16);
  const writer = new TlsWriter(bytes);
  writer.list(nodes, (item, node) => {
    item.optional(node, (inner, value) => {
      if ('capabilities' in value) writeLeafNode(inner.uint8(1), value);
      else writeParentNode(inner.uint8(2), value);
    });
  });
  return writer.finish();
}

/**
 * The tree of a ratchet_tree extension, filled up with blanks to a full one. Its content is unverified: see
 * `validateTree`.
 *
 * @throws CryptoError `bad-encoding`, `invalid-tree` for a leaf at an inner node or a blank at the end.
 */
export function decodeRatchetTree(bytes: Uint8Array): RatchetTree {
  const leaves: (LeafNode | undefined)[] = [];
  const parents: (ParentNode | undefined)[] = [];
  let index = 0;
  let lastBlank = true;
  decode(
    (reader) =>
      reader.list((item) => {
        const atLeaf = isLeaf(index++);
        lastBlank = true;
        const node = item.optional((inner) => {
          lastBlank = false;
          if (inner.uint8() !== (atLeaf ? 1 : 2))
            throw new CryptoError('invalid-tree', 'a node of the wrong type');
          if (atLeaf) leaves.push(readLeafNode(inner));
          else parents.push(readParentNode(inner));
          return true;
        });
        if (node === undefined) (atLeaf ? leaves : parents).push(undefined);
      }, nodesMax),
    bytes,
  );
  if (lastBlank) throw new CryptoError('invalid-tree', 'the last node is blank');
  const width = fullWidth(leaves.length);
  while (leaves.length < width) leaves.push(undefined);
  while (parents.length < width - 1) parents.push(undefined);
  return new RatchetTree({ leaves, parents });
}

const nodesMax = 1 << 17;

/** At least as many bytes as a node takes. */
function sizeOf(node: LeafNode | ParentNode | undefined): number {
  if (node === undefined) return 1;
  if ('capabilities' in node) return node.encoded.length + 2;
  return node.encryptionKey.length + node.parentHash.length + 4 * node.unmergedLeaves.length + 16;
}
