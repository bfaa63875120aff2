import { type GroupPicture, groupPictureBytesMax } from '@sotto/client';

export type PictureRefusal = 'not-a-picture' | 'too-large';
export type ReducedPicture =
  | { readonly kind: 'picture'; readonly picture: GroupPicture }
  | { readonly kind: 'refused'; readonly reason: PictureRefusal };

/** What browsers decode and nothing that can hold scripts. */
export const pictureTypes = ['image/jpeg', 'image/png', 'image/webp'] as const;

/** More than any camera makes; decoding it would fill the memory. */
const fileBytesMax = 40 * 1024 * 1024;

/** The best that fits is taken. */
const attempts = [
  { edgePx: 256, quality: 0.85 },
  { edgePx: 256, quality: 0.7 },
  { edgePx: 192, quality: 0.7 },
  { edgePx: 160, quality: 0.6 },
  { edgePx: 96, quality: 0.5 },
] as const;

/** Draws the middle square of a picture and encodes it; null when the type is not known here. */
export type DrawSquare = (
  file: Blob,
) => Promise<(edgePx: number, type: GroupPicture['mediaType'], quality: number) => Promise<Blob | null>>;

/**
 * A picture as a small square, drawn anew: of the file nothing is left but what can be seen, so neither
 * place nor camera nor thumbnail travels with it.
 */
export async function reducePicture(file: Blob, draw: DrawSquare = drawOnCanvas): Promise<ReducedPicture> {
  if (!pictureTypes.some((type) => type === file.type)) return { kind: 'refused', reason: 'not-a-picture' };
  if (file.size > fileBytesMax) return { kind: 'refused', reason: 'too-large' };
  let encode: Awaited<ReturnType<DrawSquare>>;
  try {
    encode = await draw(file);
  } catch {
    return { kind: 'refused', reason: 'not-a-picture' };
  }
  for (const { edgePx, quality } of attempts) {
    for (const mediaType of ['image/webp', 'image/jpeg'] as const) {
      const blob = await encode(edgePx, mediaType, quality);
      // A browser that cannot write a type answers with PNG.
      if (blob === null || blob.type !== mediaType) continue;
      if (blob.size > groupPictureBytesMax) break;
      const bytes = new Uint8Array(await blob.arrayBuffer());
      return { kind: 'picture', picture: { mediaType, bytes } };
    }
  }
  return { kind: 'refused', reason: 'too-large' };
}

async function drawOnCanvas(file: Blob) {
  const bitmap = await createImageBitmap(file);
  const edge = Math.min(bitmap.width, bitmap.height);
  const left = (bitmap.width - edge) / 2;
  const top = (bitmap.height - edge) / 2;
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  return (edgePx: number, type: GroupPicture['mediaType'], quality: number) => {
    canvas.width = edgePx;
    canvas.height = edgePx;
    // JPEG has no transparency: what is clear becomes white, not black.
    context.fillStyle = '#fff';
    context.fillRect(0, 0, edgePx, edgePx);
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, left, top, edge, edge, 0, 0, edgePx, edgePx);
    return new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality));
  };
}
