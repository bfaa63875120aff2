import { bytesEqual } from '../../primitives/bytes.ts';
import { verifyWithLabel } from '../suite/labels.ts';
import { type LeafNode, type LeafPlace, toBeSigned } from './leaf-node.ts';

/** Leaves whose signature was checked, and for which place: a tree of 1,500 is checked once, not at every commit. */
const checked = new WeakMap<LeafNode, LeafPlace>();

/**
 * Whether the signature is that of the leaf's own key for this place (RFC 9420 section 7.2); one of a key
 * package is of none. Total.
 */
export function isLeafSigned(leaf: LeafNode, place: LeafPlace): boolean {
  const isBound = leaf.source.kind !== 'key-package';
  const before = checked.get(leaf);
  if (before !== undefined && (!isBound || isSamePlace(before, place))) return true;
  const content = toBeSigned(leaf, isBound ? place : undefined);
  if (!verifyWithLabel(leaf.signatureKey, 'LeafNodeTBS', content, leaf.signature)) return false;
  checked.set(leaf, place);
  return true;
}

/** A leaf that was checked for its place before it was stored. */
export function trustLeaf(leaf: LeafNode, place: LeafPlace): LeafNode {
  checked.set(leaf, place);
  return leaf;
}

function isSamePlace(a: LeafPlace, b: LeafPlace): boolean {
  return a.leaf === b.leaf && bytesEqual(a.groupId, b.groupId);
}
