import { concatBytes, uint32, wipe } from '../primitives/bytes.ts';
import { CryptoError, requireLength } from '../primitives/crypto-error.ts';
import { sha256 } from '../primitives/hash.ts';
import { type AttachmentSecret, attachmentKeys } from './attachment-keys.ts';
import { type AttachmentLayout, chunkLength, fileBytesIn, layoutOf, tagBytes } from './attachment-layout.ts';
import type { ChunkCipher, ChunkEngine } from './chunk-engine.ts';

export type SealedChunk = { readonly ciphertext: Uint8Array; readonly tag: Uint8Array };

/** Seals the chunks of one file, in any order and as often as one likes: the same chunk gives the same bytes. */
export type AttachmentSealer = {
  readonly layout: AttachmentLayout;
  /** For the message: 32 bytes. */
  readonly commitment: Uint8Array;
  /**
   * @param plaintext exactly the file's own bytes of this chunk (`fileBytesIn`); the padding is added here.
   * @throws CryptoError `bad-length`, `out-of-range`.
   */
  seal(index: number, plaintext: Uint8Array): Promise<SealedChunk>;
};

const positionBytes = 5;
const counterBytes = 16;

/**
 * Begins to seal a file. Each chunk is sealed by itself, deterministically (a synthetic IV, after Rogaway
 * and Shrimpton 2006):
 *
 *     tag        = HMAC-SHA256 (authentication key, index (4) || last (1) || padded chunk)
 *     ciphertext = AES-256-CTR (encryption key, first 16 bytes of the tag, padded chunk)
 *
 * There is no nonce to repeat: an upload that is taken up again after a crash seals chunks a second time,
 * and if the file has changed meanwhile that gives other tags, never two texts under one key stream. The
 * index and the mark of the last chunk are as in STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015).
 *
 * @throws CryptoError `bad-length`, `out-of-range`.
 */
export async function beginSealing(secret: AttachmentSecret, engine: ChunkEngine): Promise<AttachmentSealer> {
  const layout = layoutOf(secret.length);
  const keys = attachmentKeys(secret);
  const cipher = await engine(keys);
  wipe(keys.encryptionKey, keys.authenticationKey);
  return {
    layout,
    commitment: keys.commitment,
    async seal(index, plaintext) {
      requireLength(plaintext, fileBytesIn(layout, index), 'the plaintext of this chunk');
      const framed = new Uint8Array(positionBytes + chunkLength(layout, index));
      framed.set(plaintext, positionBytes);
      const tag = await chunkTag(cipher, layout, index, framed);
      const padded = framed.subarray(positionBytes);
      return { tag, ciphertext: await cipher.crypt(tag.slice(0, counterBytes), padded) };
    },
  };
}

/**
 * Ends sealing: what stands behind the chunks, and the hash that stands for every byte of the blob.
 *
 * The hash is over the tags, and a tag leaves its chunk's ciphertext no choice: whoever has the key and the
 * hash accepts one blob and no other (REQ-C4).
 *
 * @param tags of all chunks in order, 32 bytes each.
 * @throws CryptoError `bad-length` when one is missing.
 */
export function finishSealing(
  { chunkCount }: AttachmentLayout,
  tags: readonly Uint8Array[],
): { trailer: Uint8Array; ciphertextHash: Uint8Array } {
  const trailer = concatBytes(...tags);
  if (tags.length !== chunkCount || trailer.length !== chunkCount * tagBytes)
    throw new CryptoError('bad-length', 'there is one tag of 32 bytes for each chunk');
  return { trailer, ciphertextHash: sha256(trailer) };
}

/**
 * The tag of a chunk in its place.
 *
 * @param framed five bytes of room, then the padded chunk; the room is written to.
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
