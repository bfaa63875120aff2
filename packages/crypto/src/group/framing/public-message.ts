import { constantTimeEqual } from '../../primitives/bytes.ts';
import { hmacSha256 } from '../../primitives/hmac-sha256.ts';
import type { TlsReader } from '../codec/tls-reader.ts';
import { TlsWriter } from '../codec/tls-writer.ts';
import type { GroupContext } from '../structures/group-context.ts';
import {
  type AuthenticatedContent,
  framedContentToBeSigned,
  readAuthData,
  wireFormats,
  writeAuthData,
} from './authenticated-content.ts';
import { readFramedContent } from './framed-content.ts';

/** PublicMessage (RFC 9420 section 6.2): signed, readable by whoever carries it. */
export type PublicMessage = AuthenticatedContent & {
  /** 32 bytes; of members only. */
  readonly membershipTag: Uint8Array | undefined;
};

export function writePublicMessage(writer: TlsWriter, message: PublicMessage): void {
  writer.bytes(message.content.encoded);
  writeAuthData(writer, message);
  if (message.membershipTag !== undefined) writer.opaque(message.membershipTag);
}

export function readPublicMessage(reader: TlsReader): PublicMessage {
  const content = readFramedContent(reader);
  const auth = readAuthData(reader, content);
  const membershipTag = content.sender.kind === 'member' ? reader.opaque() : undefined;
  return { wireFormat: wireFormats.public, content, ...auth, membershipTag };
}

/** The MAC by which members show that they are in the epoch: 32 bytes. */
export function membershipTag(
  message: AuthenticatedContent,
  context: GroupContext,
  membershipKey: Uint8Array,
): Uint8Array {
  const writer = new TlsWriter(message.content.encoded.length + 512);
  writer.bytes(framedContentToBeSigned(message.wireFormat, message.content, context));
  writeAuthData(writer, message);
  return hmacSha256(membershipKey, writer.view());
}

/** Whether a member's message was made in the epoch of `context`. Compares in constant time. */
export function isMembershipTagRight(
  message: PublicMessage,
  context: GroupContext,
  membershipKey: Uint8Array,
): boolean {
  const { membershipTag: claimed } = message;
  return claimed !== undefined && constantTimeEqual(claimed, membershipTag(message, context, membershipKey));
}
