import { TlsWriter } from '../../src/group/codec/tls-writer.ts';
import { signContent, writeAuthData } from '../../src/group/framing/authenticated-content.ts';
import { framedContent, type MessageBody, writeBody } from '../../src/group/framing/framed-content.ts';
import { encodeMlsMessage } from '../../src/group/framing/mls-message.ts';
import { privateContentAad, senderDataAad } from '../../src/group/framing/private-message.ts';
import type { GroupState } from '../../src/group/index.ts';
import { openLeaf } from '../../src/group/ratchets/secret-tree.ts';
import { encodeSenderData, guardNonce, senderDataKey } from '../../src/group/ratchets/sender-data.ts';
import { forwardStepsMax, takeGeneration } from '../../src/group/ratchets/sender-ratchet.ts';
import { root } from '../../src/group/tree/tree-math.ts';
import { type Random, utf8 } from '../../src/primitives/index.ts';

export type HostilePrivate = {
  readonly body?: MessageBody;
  /** The leaf that claims to send. */
  readonly leaf?: number;
  readonly generation?: number;
  /** Changes what is sealed. */
  readonly plaintext?: (right: Uint8Array) => Uint8Array;
  readonly sign?: (right: Uint8Array) => Uint8Array;
  readonly confirmationTag?: Uint8Array;
};

/** A private message as a member makes it who keeps to none of the rules about its content. */
export function hostilePrivate(sender: GroupState, random: Random, hostile: HostilePrivate): Uint8Array {
  const { leaf = sender.ownLeaf, generation = 0 } = hostile;
  const body: MessageBody = hostile.body ?? { kind: 'application', data: utf8('hello') };
  const { suite, tree, secretTree, secrets, context, groupId, epoch } = sender;
  const from = { kind: 'member', leaf } as const;
  const content = framedContent({ groupId, epoch, sender: from, authenticatedData: new Uint8Array(), body });
  const right = signContent(2, content, context, sender.signaturePrivateKey);
  const writer = new TlsWriter();
  writeBody(writer, body);
  const signature = hostile.sign?.(right) ?? right;
  writeAuthData(writer, { signature, confirmationTag: hostile.confirmationTag });
  const plaintext = hostile.plaintext?.(writer.finish()) ?? writer.finish();
  const { ratchets } = openLeaf(secretTree, root(tree.leafCount), leaf);
  const kind = body.kind === 'application' ? 'application' : 'handshake';
  const { key } = takeGeneration(suite, ratchets[kind], Math.min(generation, forwardStepsMax));
  const header = { groupId, epoch, contentType: body.kind, authenticatedData: new Uint8Array() };
  const reuseGuard = random(4);
  const nonce = guardNonce(key.nonce, reuseGuard);
  const ciphertext = suite.aead.seal(key.key, nonce, plaintext, privateContentAad(header));
  const sealing = senderDataKey(suite, secrets.senderData, ciphertext);
  const data = encodeSenderData({ leaf, generation, reuseGuard });
  const encryptedSenderData = suite.aead.seal(sealing.key, sealing.nonce, data, senderDataAad(header));
  return encodeMlsMessage({ kind: 'private', message: { ...header, encryptedSenderData, ciphertext } });
}
