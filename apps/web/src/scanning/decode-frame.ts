import decodeQR from 'qr/decode.js';

/** The bytes of the code in a picture; null when there is none. */
export function decodeFrame(frame: ImageData): Uint8Array | null {
  let bytes: Uint8Array | null = null;
  try {
    decodeQR(frame, {
      textDecoder: (found) => {
        bytes = found;
        return '';
      },
    });
  } catch {
    return null;
  }
  return bytes;
}
