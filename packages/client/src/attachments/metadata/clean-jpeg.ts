import { orientationOnly, readOrientation } from './exif-orientation.ts';
import { type Original, type Piece, pieceList, take, textAt, UnknownFormError, uint16 } from './pieces.ts';

const marker = {
  soi: 0xd8,
  eoi: 0xd9,
  sos: 0xda,
  com: 0xfe,
  app0: 0xe0,
  app1: 0xe1,
  app2: 0xe2,
  app14: 0xee,
  app15: 0xef,
} as const;
const segmentsMax = 2000;
const scanPieceBytes = 256 * 1024;
const exifHead = 'Exif\0\0';

/**
 * A JPEG without what its camera wrote about itself and the place: of the application segments only JFIF, colour
 * profile and Adobe's colour transform stay, of Exif the orientation. Nothing behind the picture stays: phones hang
 * films and further pictures there.
 */
export async function cleanJpeg(original: Original): Promise<Piece[]> {
  const list = pieceList();
  let orientation = 1;
  let described = false;
  let at = 2;
  list.add({ from: 0, to: 2 });
  for (let count = 0; count < segmentsMax; count++) {
    const head = await take(original, at, 4);
    if (head[0] !== 0xff) throw new UnknownFormError('no marker');
    const kind = head[1] ?? 0;
    if (kind === 0xff) {
      at += 1;
      continue;
    }
    const length = uint16(head, 2);
    if (kind < 0xc0 || kind === marker.soi || length < 2) throw new UnknownFormError('no segment');
    const end = at + 2 + length;
    const body = await take(original, at + 4, Math.min(length - 2, 64 * 1024));
    if (kind === marker.app1 && textAt(body, 0, 6) === exifHead) {
      orientation = readOrientation(body.subarray(6));
    }
    if (!isMetadata(kind, body)) {
      // Before the first segment that is about the picture itself.
      if (!described && kind !== marker.app0) {
        described = true;
        if (orientation !== 1) list.add({ bytes: orientationSegment(orientation) });
      }
      list.add({ from: at, to: end });
    }
    at = end;
    if (kind === marker.sos) {
      const stop = await endOfScan(original, at);
      list.add({ from: at, to: stop.at });
      at = stop.at;
      if (stop.kind !== 'marker') return list.pieces;
    }
  }
  throw new UnknownFormError('too many segments');
}

function isMetadata(kind: number, body: Uint8Array): boolean {
  if (kind === marker.com) return true;
  if (kind < marker.app0 || kind > marker.app15) return false;
  if (kind === marker.app0 || kind === marker.app14) return false;
  return !(kind === marker.app2 && textAt(body, 0, 12) === 'ICC_PROFILE\0');
}

function orientationSegment(orientation: number): Uint8Array {
  const tiff = orientationOnly(orientation);
  const head = [0xff, marker.app1, 0, 2 + exifHead.length + tiff.length];
  return Uint8Array.of(...head, ...[...exifHead].map((character) => character.charCodeAt(0)), ...tiff);
}

/** Where the coded picture ends: at the end of it all (included), at another segment, or with the file. */
async function endOfScan(
  original: Original,
  from: number,
): Promise<{ readonly kind: 'end' | 'marker' | 'cut'; readonly at: number }> {
  for (let at = from; at < original.size; at += scanPieceBytes) {
    // One byte more: a marker has two.
    const bytes = await original.read(at, Math.min(original.size, at + scanPieceBytes + 1));
    for (let i = bytes.indexOf(0xff); i >= 0 && i + 1 < bytes.length; i = bytes.indexOf(0xff, i + 1)) {
      const kind = bytes[i + 1] ?? 0;
      if (kind === 0 || kind === 0xff || (kind >= 0xd0 && kind <= 0xd7)) continue;
      return kind === marker.eoi ? { kind: 'end', at: at + i + 2 } : { kind: 'marker', at: at + i };
    }
  }
  return { kind: 'cut', at: original.size };
}
