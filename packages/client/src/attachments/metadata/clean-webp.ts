import { orientationOnly, readOrientation } from './exif-orientation.ts';
import { lengthOf, type Original, type Piece, pieceList, take, textAt, UnknownFormError } from './pieces.ts';

const kept = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
const flags = { exif: 0x08, xmp: 0x04 } as const;
const chunksMax = 100_000;
const exifBytesMax = 1024 * 1024;

/** A WebP without XMP and Exif but for the orientation, and without anything behind its end. */
export async function cleanWebp(original: Original): Promise<Piece[]> {
  const riff = await take(original, 0, 12);
  const stop = Math.min(original.size, 8 + littleEndian(riff, 4));
  const list = pieceList();
  let orientation = 1;
  let extended: Uint8Array | null = null;
  for (let at = 12, count = 0; at + 8 <= stop; count++) {
    const head = await take(original, at, 8);
    const name = textAt(head, 0, 4);
    const length = littleEndian(head, 4);
    const end = at + 8 + length + (length % 2);
    if (at + 8 + length > original.size || count > chunksMax) throw new UnknownFormError('no chunk');
    if (name === 'EXIF') {
      const exif = await take(original, at + 8, Math.min(length, exifBytesMax));
      // Some writers put JPEG's head before it.
      orientation = readOrientation(textAt(exif, 0, 4) === 'Exif' ? exif.subarray(6) : exif);
    } else if (name === 'VP8X') {
      extended = await take(original, at, end - at);
    } else if (kept.has(name)) list.add({ from: at, to: Math.min(end, original.size) });
    at = end;
  }
  return assembled(list.pieces, extended, orientation);
}

function assembled(chunks: readonly Piece[], extended: Uint8Array | null, orientation: number): Piece[] {
  const pieces = [...chunks];
  if (extended !== null) {
    const turned = orientation !== 1;
    extended[8] = ((extended[8] ?? 0) & ~(flags.exif | flags.xmp)) | (turned ? flags.exif : 0);
    pieces.unshift({ bytes: extended });
    if (turned) {
      const exif = orientationOnly(orientation);
      pieces.push({ bytes: Uint8Array.of(0x45, 0x58, 0x49, 0x46, exif.length, 0, 0, 0, ...exif) });
    }
  }
  const size = 4 + pieces.reduce((sum, piece) => sum + lengthOf(piece), 0);
  const head = [0x52, 0x49, 0x46, 0x46, size & 0xff, (size >>> 8) & 0xff, (size >>> 16) & 0xff, size >>> 24];
  return [{ bytes: Uint8Array.of(...head, 0x57, 0x45, 0x42, 0x50) }, ...pieces];
}

function littleEndian(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] ?? 0) +
    (bytes[at + 1] ?? 0) * 256 +
    (bytes[at + 2] ?? 0) * 65_536 +
    (bytes[at + 3] ?? 0) * 0x100_0000
  );
}
