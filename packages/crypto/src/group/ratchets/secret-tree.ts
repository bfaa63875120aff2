import { utf8 } from '../../primitives/bytes.ts';
import { CryptoError } from '../../primitives/crypto-error.ts';
import { hashBytes } from '../suite/cipher-suite.ts';
import { deriveSecret, expandWithLabel } from '../suite/labels.ts';
import { isLeaf, isUnder, leafToNode, left, right } from '../tree/tree-math.ts';
import { type SenderRatchet, startRatchet } from './sender-ratchet.ts';

/** Handshake messages and application messages each have a ratchet a member. */
export type RatchetKind = 'handshake' | 'application';

/** A leaf's two ratchets. */
export type LeafRatchets = { readonly [kind in RatchetKind]: SenderRatchet };

/**
 * The secret tree (RFC 9420 section 9), opened only where somebody has spoken. Immutable: using a leaf copies
 * the path to it and shares the rest, and the secrets on that path are gone.
 */
export type SecretTree =
  | { readonly kind: 'secret' /** 32 bytes. */; readonly secret: Uint8Array }
  | { readonly kind: 'open'; readonly left: SecretTree; readonly right: SecretTree }
  | { readonly kind: 'leaf'; readonly ratchets: LeafRatchets };

export const secretTree = (encryptionSecret: Uint8Array): SecretTree => ({
  kind: 'secret',
  secret: encryptionSecret,
});

/** The tree with one leaf's ratchets laid open, and those ratchets. @param top the node `tree` stands at. */
export function openLeaf(
  tree: SecretTree,
  top: number,
  leaf: number,
): { readonly tree: SecretTree; readonly ratchets: LeafRatchets } {
  const opened = openNode(tree, top);
  if (opened.kind === 'leaf') return { tree: opened, ratchets: opened.ratchets };
  const goLeft = isUnder(leafToNode(leaf), left(top));
  const below = openLeaf(goLeft ? opened.left : opened.right, goLeft ? left(top) : right(top), leaf);
  return { tree: { ...opened, [goLeft ? 'left' : 'right']: below.tree }, ratchets: below.ratchets };
}

/** The tree with one leaf's ratchets replaced. The leaf must be open. */
export function withRatchets(
  tree: SecretTree,
  top: number,
  leaf: number,
  ratchets: LeafRatchets,
): SecretTree {
  if (tree.kind === 'leaf') return { kind: 'leaf', ratchets };
  if (tree.kind === 'secret') throw new CryptoError('out-of-range', 'the leaf was not opened');
  const goLeft = isUnder(leafToNode(leaf), left(top));
  const child = goLeft ? tree.left : tree.right;
  const replaced = withRatchets(child, goLeft ? left(top) : right(top), leaf, ratchets);
  return { ...tree, [goLeft ? 'left' : 'right']: replaced };
}

function openNode(tree: SecretTree, node: number): Exclude<SecretTree, { kind: 'secret' }> {
  if (tree.kind !== 'secret') return tree;
  if (isLeaf(node)) {
    return {
      kind: 'leaf',
      ratchets: {
        handshake: startRatchet(deriveSecret(tree.secret, 'handshake')),
        application: startRatchet(deriveSecret(tree.secret, 'application')),
      },
    };
  }
  return {
    kind: 'open',
    left: secretTree(expandWithLabel(tree.secret, 'tree', leftLabel, hashBytes)),
    right: secretTree(expandWithLabel(tree.secret, 'tree', rightLabel, hashBytes)),
  };
}

const leftLabel = utf8('left');
const rightLabel = utf8('right');
