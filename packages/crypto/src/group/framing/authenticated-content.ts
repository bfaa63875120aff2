import type { TlsReader } from '../codec/tls-reader.ts';
import { TlsWriter } from '../codec/tls-writer.ts';
import type { GroupContext } from '../structures/group-context.ts';
import { mls10 } from '../structures/protocol-version.ts';
import { refHash, signWithLabel, verifyWithLabel } from '../suite/labels.ts';
import { type FramedContent, readFramedContent } from './framed-content.ts';

/** Code points of the two ways a message travels (RFC 9420 section 6). */
export const wireFormats = { public: 1, private: 2, welcome: 3, groupInfo: 4, keyPackage: 5 } as const;
export type MessageFormat = typeof wireFormats.public | typeof wireFormats.private;

/** A message with what proves it (RFC 9420 section 6). */
export type AuthenticatedContent = {
  readonly wireFormat: number;
  readonly content: FramedContent;
  /** Ed25519, 64 bytes. */
  readonly signature: Uint8Array;
  /** 32 bytes; of commits only. */
  readonly confirmationTag: Uint8Array | undefined;
};

/** FramedContentTBS: what the signature covers. @param context of the epoch; senders outside it have none. */
export function framedContentToBeSigned(
  wireFormat: number,
  content: FramedContent,
  context: GroupContext | undefined,
): Uint8Array {
  const writer = new TlsWriter(content.encoded.length + 256);
  writer.uint16(mls10).uint16(wireFormat).bytes(content.encoded);
  const { kind } = content.sender;
  if ((kind === 'member' || kind === 'new-member-commit') && context !== undefined)
    writer.bytes(context.encoded);
  return writer.finish();
}

export function signContent(
  wireFormat: number,
  content: FramedContent,
  context: GroupContext,
  signaturePrivateKey: Uint8Array,
): Uint8Array {
  return signWithLabel(
    signaturePrivateKey,
    'FramedContentTBS',
    framedContentToBeSigned(wireFormat, content, context),
  );
}

/** Whether `signatureKey` signed the message in the epoch of `context`. Total. */
export function isContentSigned(
  message: AuthenticatedContent,
  context: GroupContext,
  signatureKey: Uint8Array,
): boolean {
  const signed = framedContentToBeSigned(message.wireFormat, message.content, context);
  return verifyWithLabel(signatureKey, 'FramedContentTBS', signed, message.signature);
}

/** FramedContentAuthData. */
export function writeAuthData(
  writer: TlsWriter,
  message: Pick<AuthenticatedContent, 'signature' | 'confirmationTag'>,
): void {
  writer.opaque(message.signature);
  if (message.confirmationTag !== undefined) writer.opaque(message.confirmationTag);
}

export function readAuthData(
  reader: TlsReader,
  content: Pick<FramedContent, 'body'>,
): Pick<AuthenticatedContent, 'signature' | 'confirmationTag'> {
  const signature = reader.opaque();
  return { signature, confirmationTag: content.body.kind === 'commit' ? reader.opaque() : undefined };
}

export function writeAuthenticatedContent(writer: TlsWriter, message: AuthenticatedContent): void {
  writer.uint16(message.wireFormat).bytes(message.content.encoded);
  writeAuthData(writer, message);
}

export function readAuthenticatedContent(reader: TlsReader): AuthenticatedContent {
  const wireFormat = reader.uint16();
  const content = readFramedContent(reader);
  return { wireFormat, content, ...readAuthData(reader, content) };
}

/** ProposalRef (RFC 9420 section 5.2): 32 bytes. */
export function proposalRef(message: AuthenticatedContent): Uint8Array {
  const writer = new TlsWriter(message.content.encoded.length + 128);
  writeAuthenticatedContent(writer, message);
  return refHash('MLS 1.0 Proposal Reference', writer.view());
}
