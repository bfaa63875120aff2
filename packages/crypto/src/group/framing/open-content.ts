import { CryptoError } from '../../primitives/crypto-error.ts';
import { TlsReader } from '../codec/tls-reader.ts';
import { openLeaf, withRatchets } from '../ratchets/secret-tree.ts';
import { decodeSenderData, guardNonce, senderDataKey } from '../ratchets/sender-data.ts';
import { takeGeneration } from '../ratchets/sender-ratchet.ts';
import { externalSenderKey } from '../state/external-senders.ts';
import type { GroupState } from '../state/group-state.ts';
import { root } from '../tree/tree-math.ts';
import {
  type AuthenticatedContent,
  isContentSigned,
  readAuthData,
  wireFormats,
} from './authenticated-content.ts';
import { framedContent, readBody } from './framed-content.ts';
import { type PrivateMessage, privateContentAad, senderDataAad } from './private-message.ts';
import { isMembershipTagRight, type PublicMessage } from './public-message.ts';

/** A message whose sender is proven, and the state after its key was used; or one of this member's own. */
export type OpenedContent =
  | { readonly kind: 'message'; readonly state: GroupState; readonly message: AuthenticatedContent }
  | { readonly kind: 'own' };

/**
 * Opens a private message (RFC 9420 section 6.3) and checks its signature.
 *
 * @throws CryptoError `authentication-failed`, `bad-encoding`, `bad-signature`, `unknown-sender`,
 * `generation-consumed`, `generation-too-far`.
 */
export function openPrivate(state: GroupState, sealed: PrivateMessage): OpenedContent {
  const { suite, tree, secrets } = state;
  const opening = senderDataKey(suite, secrets.senderData, sealed.ciphertext);
  const sender = decodeSenderData(
    suite.aead.open(opening.key, opening.nonce, sealed.encryptedSenderData, senderDataAad(sealed)),
  );
  if (sender.leaf === state.ownLeaf) return { kind: 'own' };
  if (tree.leaf(sender.leaf) === undefined) throw new CryptoError('unknown-sender', 'nobody is at that leaf');

  const kind = sealed.contentType === 'application' ? 'application' : 'handshake';
  const top = root(tree.leafCount);
  const opened = openLeaf(state.secretTree, top, sender.leaf);
  const taken = takeGeneration(suite, opened.ratchets[kind], sender.generation);
  const nonce = guardNonce(taken.key.nonce, sender.reuseGuard);
  const plaintext = suite.aead.open(taken.key.key, nonce, sealed.ciphertext, privateContentAad(sealed));

  const reader = new TlsReader(plaintext);
  const body = readBody(reader, sealed.contentType);
  const bodyBytes = reader.since(0);
  const auth = readAuthData(reader, { body });
  if (plaintext.subarray(reader.at).some((byte) => byte !== 0))
    throw new CryptoError('bad-encoding', 'padding is zeros');
  const { groupId, epoch, authenticatedData } = sealed;
  const from = { kind: 'member', leaf: sender.leaf } as const;
  const content = framedContent({ groupId, epoch, sender: from, authenticatedData, body }, bodyBytes);
  const message = { wireFormat: wireFormats.private, content, ...auth };
  requireSignature(state, message);
  const ratchets = { ...opened.ratchets, [kind]: taken.ratchet };
  const secretTree = withRatchets(opened.tree, top, sender.leaf, ratchets);
  return { kind: 'message', state: state.with({ secretTree }), message };
}

/**
 * Checks a public message (RFC 9420 section 6.2): membership tag and signature. Application data never travels
 * this way.
 *
 * @throws CryptoError `invalid-message`, `authentication-failed`, `bad-signature`, `unknown-sender`.
 */
export function openPublic(state: GroupState, message: PublicMessage): OpenedContent {
  const { sender, body } = message.content;
  if (body.kind === 'application') throw new CryptoError('invalid-message', 'application data in clear');
  if (sender.kind === 'member' && !isMembershipTagRight(message, state.context, state.secrets.membership))
    throw new CryptoError('authentication-failed', 'membership tag');
  requireSignature(state, message);
  if (sender.kind === 'member' && sender.leaf === state.ownLeaf) return { kind: 'own' };
  return { kind: 'message', state, message };
}

/** @throws CryptoError `bad-signature`, `unknown-sender`, `invalid-message`. */
function requireSignature(state: GroupState, message: AuthenticatedContent): void {
  if (!isContentSigned(message, state.context, signatureKeyOf(state, message)))
    throw new CryptoError('bad-signature', 'message');
}

function signatureKeyOf(state: GroupState, { content }: AuthenticatedContent): Uint8Array {
  const { sender, body } = content;
  if (sender.kind === 'member') {
    const leaf = state.tree.leaf(sender.leaf);
    if (leaf === undefined) throw new CryptoError('unknown-sender', 'nobody is at that leaf');
    return leaf.signatureKey;
  }
  if (sender.kind === 'external' && body.kind === 'proposal')
    return externalSenderKey(state.context.extensions, sender.index);
  if (sender.kind === 'new-member-proposal' && body.kind === 'proposal' && body.proposal.kind === 'add')
    return body.proposal.keyPackage.leafNode.signatureKey;
  if (sender.kind === 'new-member-commit' && body.kind === 'commit' && body.commit.path !== undefined)
    return body.commit.path.leafNode.signatureKey;
  throw new CryptoError('invalid-message', 'not for this kind of sender');
}
