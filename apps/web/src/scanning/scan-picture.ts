import { decodeFrame } from './decode-frame.ts';

/** Larger pictures are made smaller first: a code stays readable and the search short. */
const sideMax = 1024;

/** Looks for a code in a picture that somebody chose. It never leaves this page. */
export async function scanPicture(file: Blob): Promise<Uint8Array | null> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return null;
  }
  const scale = Math.min(1, sideMax / Math.max(bitmap.width, bitmap.height));
  const canvas = new OffscreenCanvas(Math.round(bitmap.width * scale), Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return null;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return decodeFrame(context.getImageData(0, 0, canvas.width, canvas.height));
}
