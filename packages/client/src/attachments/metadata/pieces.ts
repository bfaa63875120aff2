import type { FileSource } from '../../platform/file-source.ts';

/** Part of a file as it is sent: taken from the original, or written by us. */
export type Piece = { readonly from: number; readonly to: number } | { readonly bytes: Uint8Array };

/** What is read of an original while its pieces are found. */
export type Original = Pick<FileSource, 'size' | 'read'>;

export function lengthOf(piece: Piece): number {
  return 'bytes' in piece ? piece.bytes.length : piece.to - piece.from;
}

/** Pieces one behind the other; neighbours are taken together. */
export function pieceList(): { add(piece: Piece): void; readonly pieces: Piece[] } {
  const pieces: Piece[] = [];
  return {
    pieces,
    add(piece) {
      if (lengthOf(piece) === 0) return;
      const last = pieces.at(-1);
      if (last !== undefined && !('bytes' in last) && !('bytes' in piece) && last.to === piece.from) {
        pieces[pieces.length - 1] = { from: last.from, to: piece.to };
      } else pieces.push(piece);
    },
  };
}

/** A file made of pieces of another one, read from anywhere. The same pieces give the same bytes. */
export function splicedSource(original: FileSource, pieces: readonly Piece[]): FileSource {
  const starts: number[] = [];
  let size = 0;
  for (const piece of pieces) {
    starts.push(size);
    size += lengthOf(piece);
  }
  return {
    name: original.name,
    mediaType: original.mediaType,
    size,
    fingerprint: original.fingerprint,
    reference: original.reference,
    close: () => original.close(),
    async read(from, to) {
      const into = new Uint8Array(to - from);
      for (const [i, piece] of pieces.entries()) {
        const start = starts[i] ?? 0;
        const begin = Math.max(from, start);
        const end = Math.min(to, start + lengthOf(piece));
        if (begin >= end) continue;
        const bytes =
          'bytes' in piece
            ? piece.bytes.subarray(begin - start, end - start)
            : await original.read(piece.from + begin - start, piece.from + end - start);
        into.set(bytes, begin - from);
      }
      return into;
    },
  };
}

/** A file of this format cannot be taken apart: it is damaged, or is none. */
export class UnknownFormError extends Error {
  override readonly name = 'UnknownFormError';
}

/** Bytes of the original, all of them. @throws UnknownFormError where it ends before. */
export async function take(original: Original, from: number, length: number): Promise<Uint8Array> {
  if (from + length > original.size) throw new UnknownFormError('ends early');
  return original.read(from, from + length);
}

export function uint16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

export function uint32(bytes: Uint8Array, at: number): number {
  return uint16(bytes, at) * 0x1_0000 + uint16(bytes, at + 2);
}

export function textAt(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
