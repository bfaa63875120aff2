import { crc32 } from './crc32.ts';
import { orientationOnly, readOrientation } from './exif-orientation.ts';
import { type Original, type Piece, pieceList, take, textAt, UnknownFormError, uint32 } from './pieces.ts';

/** Chunks about the picture; texts, times, Exif and what nobody knows are left out. */
const kept = new Set([
  'IHDR',
  'PLTE',
  'IDAT',
  'IEND',
  'tRNS',
  'cHRM',
  'gAMA',
  'iCCP',
  'sBIT',
  'sRGB',
  'cICP',
  'bKGD',
  'hIST',
  'pHYs',
  'sPLT',
  'acTL',
  'fcTL',
  'fdAT',
]);
const chunksMax = 1_000_000;
const exifBytesMax = 1024 * 1024;

/** A PNG without texts, times and Exif but for the orientation, and without anything behind its end. */
export async function cleanPng(original: Original): Promise<Piece[]> {
  const list = pieceList();
  list.add({ from: 0, to: 8 });
  for (let at = 8, count = 0; count < chunksMax; count++) {
    const head = await take(original, at, 8);
    const length = uint32(head, 0);
    const name = textAt(head, 4, 4);
    const end = at + 12 + length;
    if (end > original.size || !/^[A-Za-z]{4}$/.test(name)) throw new UnknownFormError('no chunk');
    if (name === 'eXIf') {
      const exif = await take(original, at + 8, Math.min(length, exifBytesMax));
      const orientation = readOrientation(exif);
      if (orientation !== 1) list.add({ bytes: exifChunk(orientation) });
    } else if (kept.has(name)) list.add({ from: at, to: end });
    at = end;
    if (name === 'IEND') return list.pieces;
  }
  throw new UnknownFormError('too many chunks');
}

function exifChunk(orientation: number): Uint8Array {
  const data = orientationOnly(orientation);
  const typed = Uint8Array.of(0x65, 0x58, 0x49, 0x66, ...data);
  return Uint8Array.of(0, 0, 0, data.length, ...typed, ...bigEndian(crc32(typed)));
}

function bigEndian(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
}
