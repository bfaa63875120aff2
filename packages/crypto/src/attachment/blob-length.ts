import { chunkBytes, layoutOf, tagBytes } from './attachment-layout.ts';
import { paddedLength } from './padded-length.ts';

/** Bytes of the blob of a file of `length` bytes. @throws CryptoError `out-of-range`. */
export function blobLengthOf(length: number): number {
  return layoutOf(length).blobLength;
}

/**
 * Whether a blob can have this length: whether it is that of a padded file. What a server checks, so that no
 * client gives away the size of a file by leaving its padding out (REQ-C3).
 */
export function isBlobLength(bytes: number): boolean {
  if (!Number.isSafeInteger(bytes) || bytes < 0) return false;
  // Of every 65,536 + 32 bytes, 32 are a tag; the last chunk may be shorter.
  const chunks = Math.ceil(bytes / (chunkBytes + tagBytes));
  const padded = bytes - chunks * tagBytes;
  return padded > 0 && Math.ceil(padded / chunkBytes) === chunks && paddedLength(padded) === padded;
}
