import { CryptoError } from '../primitives/crypto-error.ts';
import { paddedLength } from './padded-length.ts';

/**
 * Where everything of an encrypted file stands. Its blob, the only thing a server sees, is
 *
 *     chunk 0 || chunk 1 || ... || chunk n-1 || tag 0 || tag 1 || ... || tag n-1
 *
 * A chunk is 65,536 bytes of the padded file under AES-256-CTR, the last one what is left; a tag is 32
 * bytes. The tags stand together at the end: their hash is in the message, so that a reader who fetched
 * them knows what every chunk must be before it decrypts the first one, wherever it begins.
 */
export type AttachmentLayout = {
  /** Bytes of the file. */
  readonly length: number;
  /** The same with its padding (REQ-C3). */
  readonly paddedLength: number;
  readonly chunkCount: number;
  /** Bytes of the whole blob. */
  readonly blobLength: number;
};

/** Small enough to be held several times over, large enough that a tag is nothing beside it. */
export const chunkBytes = 65_536;

/** A tag is a whole HMAC-SHA256, so that it commits to the key (REQ-C4). */
export const tagBytes = 32;

/** Longest file there can be: 128 TiB; chunks are numbered with 32 bits. */
export const attachmentBytesMax = 2 ** 47;

/**
 * The layout of a file of `length` bytes.
 *
 * @throws CryptoError `out-of-range` for what is no length of a file.
 */
export function layoutOf(length: number): AttachmentLayout {
  if (!Number.isSafeInteger(length) || length < 0 || length > attachmentBytesMax)
    throw new CryptoError('out-of-range', 'a file has 0 to 2^47 bytes');
  const padded = paddedLength(length);
  const chunkCount = Math.ceil(padded / chunkBytes);
  return { length, paddedLength: padded, chunkCount, blobLength: padded + chunkCount * tagBytes };
}

/** Bytes of one chunk. @throws CryptoError `out-of-range` when there is no such chunk. */
export function chunkLength({ paddedLength, chunkCount }: AttachmentLayout, index: number): number {
  if (!Number.isInteger(index) || index < 0 || index >= chunkCount)
    throw new CryptoError('out-of-range', 'there is no such chunk');
  return Math.min(chunkBytes, paddedLength - index * chunkBytes);
}

/** How many of a chunk's bytes are the file's own; the rest is padding. */
export function fileBytesIn(layout: AttachmentLayout, index: number): number {
  return Math.max(0, Math.min(chunkLength(layout, index), layout.length - index * chunkBytes));
}
