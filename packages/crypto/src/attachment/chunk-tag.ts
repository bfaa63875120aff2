import { uint32 } from '../primitives/bytes.ts';
import type { AttachmentLayout } from './attachment-layout.ts';
import type { ChunkCipher } from './chunk-engine.ts';

/** Room in front of a chunk for its place: index (4) || last (1). */
export const positionBytes = 5;

/**
 * The tag of a chunk in its place: HMAC-SHA256 (authentication key, index || last || padded chunk).
 *
 * @param framed `positionBytes` of room, which are written to, then the padded chunk.
 * @returns 32 bytes.
 */
export function chunkTag(
  cipher: ChunkCipher,
  { chunkCount }: AttachmentLayout,
  index: number,
  framed: Uint8Array,
): Promise<Uint8Array> {
  framed.set(uint32(index));
  framed[4] = index === chunkCount - 1 ? 1 : 0;
  return cipher.authenticate(framed);
}

/** AES-256-CTR under the first 16 bytes of the tag, either way. */
export function cryptChunk(cipher: ChunkCipher, tag: Uint8Array, bytes: Uint8Array): Promise<Uint8Array> {
  return cipher.crypt(tag.slice(0, 16), bytes);
}
