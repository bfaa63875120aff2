import { type AttachmentLayout, chunkBytes, tagBytes } from './attachment-layout.ts';

/** Chunks `first` to `end` (exclusive) and the bytes of the blob they are: `from` to `to` (exclusive). */
export type BlobRange = {
  readonly first: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
};

/** The chunks that hold bytes `from` to `to` (exclusive) of a file: what a player has to fetch to jump there. */
export function rangeOf(
  { length, paddedLength }: AttachmentLayout,
  { from, to }: { readonly from: number; readonly to: number },
): BlobRange {
  const begin = Math.min(Math.max(0, from), length);
  const stop = Math.min(Math.max(begin, to), length);
  const first = Math.floor(begin / chunkBytes);
  const end = stop === begin ? first : Math.ceil(stop / chunkBytes);
  return { first, end, from: first * chunkBytes, to: Math.min(end * chunkBytes, paddedLength) };
}

/** Where the tags stand in the blob: `from` to `to` (exclusive). */
export function trailerOf({ paddedLength, chunkCount }: AttachmentLayout): { from: number; to: number } {
  return { from: paddedLength, to: paddedLength + chunkCount * tagBytes };
}
