import { bytesEqual } from '../../primitives/bytes.ts';
import { sha256 } from '../../primitives/hash.ts';
import { TlsWriter } from '../codec/tls-writer.ts';
import type { ParentNode } from '../structures/parent-node.ts';
import type { RatchetTree } from './ratchet-tree.ts';
import { isLeaf, isUnder, left, nodeToLeaf, right } from './tree-math.ts';

/** Parent hash of a node, as its child on the path repeats it (RFC 9420 section 7.9): 32 bytes. */
export function parentHash(
  node: Pick<ParentNode, 'encryptionKey' | 'parentHash'>,
  originalSiblingTreeHash: Uint8Array,
): Uint8Array {
  const writer = new TlsWriter(node.encryptionKey.length + 96).opaque(node.encryptionKey);
  return sha256(writer.opaque(node.parentHash).opaque(originalSiblingTreeHash).view());
}

/**
 * Whether every inner node in use was set by a commit of somebody under it (RFC 9420 section 7.9.2), so that
 * whoever made the tree could not slip in a key of its own.
 */
export function areParentHashesValid(tree: RatchetTree): boolean {
  return tree.parts.parents.every(
    (parent, index) => parent === undefined || isParentHashValid(tree, 2 * index + 1, parent),
  );
}

function isParentHashValid(tree: RatchetTree, node: number, parent: ParentNode): boolean {
  const children = [left(node), right(node)] as const;
  return children.some((child, side) => {
    const sibling = children[1 - side] as number;
    const unmergedHere = parent.unmergedLeaves.filter((leaf) => isUnder(2 * leaf, child));
    const resolution = tree.resolution(child);
    // All but one of the resolution came later, and that one says where it hangs.
    if (resolution.length !== unmergedHere.length + 1) return false;
    const later = new Set(unmergedHere);
    const setters = resolution.filter((at) => !isLeaf(at) || !later.has(nodeToLeaf(at)));
    const setter = setters[0];
    if (setters.length !== 1 || setter === undefined) return false;
    const claimed = claimedParentHash(tree, setter);
    if (claimed === undefined) return false;
    const expected = parentHash(parent, tree.hashWithout(sibling, parent.unmergedLeaves));
    return bytesEqual(claimed, expected);
  });
}

function claimedParentHash(tree: RatchetTree, node: number): Uint8Array | undefined {
  if (!isLeaf(node)) return tree.parentNode(node)?.parentHash;
  const source = tree.leaf(nodeToLeaf(node))?.source;
  return source?.kind === 'commit' ? source.parentHash : undefined;
}
