import type { FileSource } from '../../platform/file-source.ts';
import { headBytes } from '../file-formats.ts';
import { cleanIsoMedia } from './clean-iso-media.ts';
import { cleanJpeg } from './clean-jpeg.ts';
import { cleanPng } from './clean-png.ts';
import { cleanWebp } from './clean-webp.ts';
import { type Original, type Piece, splicedSource, textAt, UnknownFormError } from './pieces.ts';

type Cleaner = (original: Original) => Promise<Piece[]>;

/**
 * A picture, film or sound without what was written about it: where and when, by which device, by whom. Its pixels
 * and samples are the same bytes as before. Other files, and those that cannot be taken apart, are as they were.
 */
export async function cleanSource(original: FileSource): Promise<FileSource> {
  const head = await original.read(0, Math.min(headBytes, original.size));
  const clean = cleanerFor(head);
  if (clean === undefined) return original;
  try {
    return splicedSource(original, await clean(original));
  } catch (error) {
    if (error instanceof UnknownFormError) return original;
    throw error;
  }
}

/** Still pictures in boxes keep their own structure where films keep metadata: they are left alone. */
const stillBrands = new Set(['heic', 'heix', 'heim', 'heis', 'mif1', 'msf1', 'avif', 'avis']);

function cleanerFor(head: Uint8Array): Cleaner | undefined {
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return cleanJpeg;
  if (textAt(head, 0, 8) === '\x89PNG\r\n\x1a\n') return cleanPng;
  if (textAt(head, 0, 4) === 'RIFF' && textAt(head, 8, 4) === 'WEBP') return cleanWebp;
  if (textAt(head, 4, 4) === 'ftyp' && !stillBrands.has(textAt(head, 8, 4))) return cleanIsoMedia;
  return undefined;
}
