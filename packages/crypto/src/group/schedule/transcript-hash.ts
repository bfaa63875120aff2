import { concatBytes } from '../../primitives/bytes.ts';
import { sha256 } from '../../primitives/hash.ts';
import { hmacSha256 } from '../../primitives/hmac-sha256.ts';
import { TlsWriter } from '../codec/tls-writer.ts';
import type { AuthenticatedContent } from '../framing/authenticated-content.ts';

/** confirmed_transcript_hash after a commit (RFC 9420 section 8.2): 32 bytes. @param interim of the epoch before. */
export function confirmedTranscriptHash(
  interim: Uint8Array,
  commit: Pick<AuthenticatedContent, 'wireFormat' | 'content' | 'signature'>,
): Uint8Array {
  const writer = new TlsWriter(interim.length + commit.content.encoded.length + 96).bytes(interim);
  writer.uint16(commit.wireFormat).bytes(commit.content.encoded).opaque(commit.signature);
  return sha256(writer.view());
}

/** interim_transcript_hash of an epoch (RFC 9420 section 8.2): 32 bytes. */
export function interimTranscriptHash(confirmed: Uint8Array, confirmationTag: Uint8Array): Uint8Array {
  return sha256(concatBytes(confirmed, new TlsWriter(40).opaque(confirmationTag).view()));
}

/** confirmation_tag (RFC 9420 section 6.1): 32 bytes. */
export function confirmationTag(confirmationKey: Uint8Array, confirmed: Uint8Array): Uint8Array {
  return hmacSha256(confirmationKey, confirmed);
}
