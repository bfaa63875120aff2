import { wipe } from '../primitives/bytes.ts';
import { requireLength } from '../primitives/crypto-error.ts';
import { sha256 } from '../primitives/hash.ts';
import { type AttachmentSecret, attachmentKeys } from './attachment-keys.ts';
import { type AttachmentLayout, chunkLength, fileBytesIn, layoutOf, tagBytes } from './attachment-layout.ts';
import type { ChunkEngine } from './chunk-engine.ts';
import { chunkTag, cryptChunk, positionBytes } from './chunk-tag.ts';

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
      return { tag, ciphertext: await cryptChunk(cipher, tag, framed.subarray(positionBytes)) };
    },
  };
}

/**
 * Ends sealing: the hash that stands for every byte of the blob.
 *
 * It is over the tags, and a tag leaves its chunk's ciphertext no choice: whoever has the key and the hash
 * accepts one blob and no other (REQ-C4).
 *
 * @param tags of all chunks in order, 32 bytes each: what stands behind the chunks in the blob.
 * @returns 32 bytes.
 * @throws CryptoError `bad-length` when one is missing.
 */
export function ciphertextHash({ chunkCount }: AttachmentLayout, tags: Uint8Array): Uint8Array {
  requireLength(tags, chunkCount * tagBytes, 'the tags of all chunks');
  return sha256(tags);
}
