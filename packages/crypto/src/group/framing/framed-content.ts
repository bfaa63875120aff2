import { CryptoError } from '../../primitives/crypto-error.ts';
import type { TlsReader } from '../codec/tls-reader.ts';
import { TlsWriter } from '../codec/tls-writer.ts';
import { type Commit, readCommit, writeCommit } from '../structures/commit.ts';
import { type Proposal, readProposal, writeProposal } from '../structures/proposal.ts';

/** Who sent a message (RFC 9420 section 6). */
export type Sender =
  | { readonly kind: 'member'; readonly leaf: number }
  | { readonly kind: 'external'; readonly index: number }
  | { readonly kind: 'new-member-proposal' }
  | { readonly kind: 'new-member-commit' };

export type MessageBody =
  | { readonly kind: 'application'; readonly data: Uint8Array }
  | { readonly kind: 'proposal'; readonly proposal: Proposal }
  | { readonly kind: 'commit'; readonly commit: Commit };

export type ContentType = MessageBody['kind'];

export type FramedContentFields = {
  readonly groupId: Uint8Array;
  readonly epoch: bigint;
  readonly sender: Sender;
  readonly authenticatedData: Uint8Array;
  readonly body: MessageBody;
};

/** FramedContent (RFC 9420 section 6). Immutable; `encoded` is its one encoding. */
export type FramedContent = FramedContentFields & { readonly encoded: Uint8Array };

export const contentTypes = { application: 1, proposal: 2, commit: 3 } as const;

/** @throws CryptoError `bad-encoding`. */
export function readContentType(reader: TlsReader): ContentType {
  const code = reader.uint8();
  if (code === contentTypes.application) return 'application';
  if (code === contentTypes.proposal) return 'proposal';
  if (code === contentTypes.commit) return 'commit';
  throw new CryptoError('bad-encoding', 'an unknown content type');
}

/** The content of these fields. @param bodyBytes their body's encoding, when it is known already. */
export function framedContent(fields: FramedContentFields, bodyBytes?: Uint8Array): FramedContent {
  const writer = new TlsWriter(512).opaque(fields.groupId).uint64(fields.epoch);
  writeSender(writer, fields.sender);
  writer.opaque(fields.authenticatedData).uint8(contentTypes[fields.body.kind]);
  if (bodyBytes === undefined) writeBody(writer, fields.body);
  else writer.bytes(bodyBytes);
  return { ...fields, encoded: writer.finish() };
}

export function readFramedContent(reader: TlsReader): FramedContent {
  const from = reader.at;
  const header = {
    groupId: reader.opaque(),
    epoch: reader.uint64(),
    sender: readSender(reader),
    authenticatedData: reader.opaque(),
  };
  const body = readBody(reader, readContentType(reader));
  return { ...header, body, encoded: reader.since(from) };
}

export function writeBody(writer: TlsWriter, body: MessageBody): void {
  if (body.kind === 'application') writer.opaque(body.data);
  else if (body.kind === 'proposal') writeProposal(writer, body.proposal);
  else writeCommit(writer, body.commit);
}

export function readBody(reader: TlsReader, type: ContentType): MessageBody {
  if (type === 'application') return { kind: type, data: reader.opaque() };
  if (type === 'proposal') return { kind: type, proposal: readProposal(reader) };
  return { kind: type, commit: readCommit(reader) };
}

function writeSender(writer: TlsWriter, sender: Sender): void {
  if (sender.kind === 'member') writer.uint8(1).uint32(sender.leaf);
  else if (sender.kind === 'external') writer.uint8(2).uint32(sender.index);
  else writer.uint8(sender.kind === 'new-member-proposal' ? 3 : 4);
}

function readSender(reader: TlsReader): Sender {
  switch (reader.uint8()) {
    case 1:
      return { kind: 'member', leaf: reader.uint32() };
    case 2:
      return { kind: 'external', index: reader.uint32() };
    case 3:
      return { kind: 'new-member-proposal' };
    case 4:
      return { kind: 'new-member-commit' };
    default:
      throw new CryptoError('bad-encoding', 'an unknown kind of sender');
  }
}
