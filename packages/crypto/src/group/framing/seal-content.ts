import type { Random } from '../../primitives/random.ts';
import { TlsWriter } from '../codec/tls-writer.ts';
import type { RatchetKind } from '../ratchets/secret-tree.ts';
import { openLeaf, withRatchets } from '../ratchets/secret-tree.ts';
import { encodeSenderData, guardNonce, senderDataKey } from '../ratchets/sender-data.ts';
import { stepRatchet } from '../ratchets/sender-ratchet.ts';
import type { GroupState } from '../state/group-state.ts';
import { root } from '../tree/tree-math.ts';
import {
  type AuthenticatedContent,
  type MessageFormat,
  signContent,
  wireFormats,
  writeAuthData,
} from './authenticated-content.ts';
import { type FramedContent, framedContent, type MessageBody, writeBody } from './framed-content.ts';
import { encodeMlsMessage } from './mls-message.ts';
import { privateContentAad, senderDataAad } from './private-message.ts';
import { membershipTag } from './public-message.ts';

/** A message of this member, not signed yet. */
export function ownContent(
  state: GroupState,
  body: MessageBody,
  authenticatedData: Uint8Array,
): FramedContent {
  const { groupId, epoch, ownLeaf } = state;
  return framedContent({
    groupId,
    epoch,
    sender: { kind: 'member', leaf: ownLeaf },
    authenticatedData,
    body,
  });
}

export function signOwnContent(
  state: GroupState,
  wireFormat: MessageFormat,
  content: FramedContent,
): Pick<AuthenticatedContent, 'wireFormat' | 'content' | 'signature'> {
  const signature = signContent(wireFormat, content, state.context, state.signaturePrivateKey);
  return { wireFormat, content, signature };
}

/**
 * The message as it travels (RFC 9420 sections 6.2 and 6.3): a private one takes the next key of the own
 * ratchet, so the state that comes back must be stored before the bytes are sent.
 *
 * @param paddingBytes zero bytes added to a private message's content.
 */
export function sealContent(
  state: GroupState,
  message: AuthenticatedContent,
  random: Random,
  paddingBytes = 0,
): { readonly state: GroupState; readonly message: Uint8Array } {
  if (message.wireFormat === wireFormats.public) {
    const tag = membershipTag(message, state.context, state.secrets.membership);
    return {
      state,
      message: encodeMlsMessage({ kind: 'public', message: { ...message, membershipTag: tag } }),
    };
  }
  const { suite, tree, ownLeaf, secrets } = state;
  const { body, groupId, epoch, authenticatedData } = message.content;
  const kind: RatchetKind = body.kind === 'application' ? 'application' : 'handshake';
  const top = root(tree.leafCount);
  const opened = openLeaf(state.secretTree, top, ownLeaf);
  const step = stepRatchet(suite, opened.ratchets[kind]);
  const secretTree = withRatchets(opened.tree, top, ownLeaf, { ...opened.ratchets, [kind]: step.ratchet });

  const reuseGuard = random(4);
  const writer = new TlsWriter(message.content.encoded.length + paddingBytes + 128);
  writeBody(writer, body);
  writeAuthData(writer, message);
  writer.bytes(new Uint8Array(paddingBytes));
  const header = { groupId, epoch, contentType: body.kind, authenticatedData };
  const nonce = guardNonce(step.key.nonce, reuseGuard);
  const ciphertext = suite.aead.seal(step.key.key, nonce, writer.view(), privateContentAad(header));
  const senderData = encodeSenderData({ leaf: ownLeaf, generation: step.generation, reuseGuard });
  const sealing = senderDataKey(suite, secrets.senderData, ciphertext);
  const encryptedSenderData = suite.aead.seal(sealing.key, sealing.nonce, senderData, senderDataAad(header));
  return {
    state: state.with({ secretTree }),
    message: encodeMlsMessage({ kind: 'private', message: { ...header, encryptedSenderData, ciphertext } }),
  };
}
