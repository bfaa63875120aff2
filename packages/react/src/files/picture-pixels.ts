/** More than any camera of today makes. Decoding it would take 800 MB. */
const pixelsMax = 200_000_000;
/** More than any place for a small picture has. Decoding it takes 16 MB. */
export const smallPixelsMax = 4_000_000;
const edgeMax = 32_768;

/**
 * Whether a picture may be decoded, by the size its own header says: a few bytes can stand for more pixels than a
 * device has memory. A header that cannot be read is left to the decoder, which reads no more than we do.
 */
export function mayBeDrawn(bytes: Uint8Array, pixels = pixelsMax): boolean {
  const size = pictureSize(bytes);
  if (size === null) return true;
  return size.width <= edgeMax && size.height <= edgeMax && size.width * size.height <= pixels;
}

/** Width and height as they are coded: before any orientation. */
export function pictureSize(bytes: Uint8Array): { width: number; height: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (hasText(bytes, 1, 'PNG')) return { width: view.getUint32(16), height: view.getUint32(20) };
    if (hasText(bytes, 0, 'GIF8')) return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
    if (hasText(bytes, 0, 'RIFF') && hasText(bytes, 8, 'WEBP')) return webpSize(bytes, view);
    if (bytes[0] === 0xff && bytes[1] === 0xd8) return jpegSize(view);
    if (hasText(bytes, 4, 'ftyp')) return boxedSize(bytes, view);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return null;
}

function webpSize(bytes: Uint8Array, view: DataView) {
  if (hasText(bytes, 12, 'VP8X')) {
    const three = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536;
    return { width: three(24) + 1, height: three(27) + 1 };
  }
  if (hasText(bytes, 12, 'VP8L')) {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}

/** The first frame header: segments are jumped over. */
function jpegSize(view: DataView) {
  for (let at = 2; ; ) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const frame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (frame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += 2 + view.getUint16(at + 2);
  }
}

/** The largest `ispe` (image spatial extents) near the beginning, where AVIF has them. */
function boxedSize(bytes: Uint8Array, view: DataView) {
  const end = Math.min(bytes.length - 16, 64 * 1024);
  let found: { width: number; height: number } | null = null;
  for (let at = 0; at < end; at++) {
    if (!hasText(bytes, at, 'ispe')) continue;
    const size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    if (found === null || size.width * size.height > found.width * found.height) found = size;
  }
  return found;
}

function hasText(bytes: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}
