export {
  type AttachmentKeys,
  type AttachmentSecret,
  attachmentCapability,
  attachmentKeys,
} from './attachment-keys.ts';
export {
  type AttachmentLayout,
  attachmentBytesMax,
  chunkBytes,
  chunkLength,
  fileBytesIn,
  layoutOf,
  tagBytes,
} from './attachment-layout.ts';
export { blobLengthOf, isBlobLength } from './blob-length.ts';
export { type BlobRange, rangeOf, trailerOf } from './blob-range.ts';
export type { ChunkCipher, ChunkEngine } from './chunk-engine.ts';
export {
  type AttachmentReference,
  type AttachmentRefusal,
  beginOpening,
  type CommittedAttachment,
  type VerifiedAttachment,
} from './open-attachment.ts';
export { portableChunkEngine } from './portable-chunk-engine.ts';
export { type AttachmentSealer, beginSealing, ciphertextHash, type SealedChunk } from './seal-attachment.ts';
export { type SubtleLike, webCryptoChunkEngine } from './web-crypto-chunk-engine.ts';
