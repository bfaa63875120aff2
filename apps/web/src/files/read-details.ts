import { type FilePreview, fileLimits } from '@sotto/client';
import { rgbaToThumbHash } from 'thumbhash';
import type { FileDetails, PickedItem } from './picked-file.ts';

/** What can be drawn: a picture, or a moment of a film. */
type Drawable = { readonly source: CanvasImageSource; readonly width: number; readonly height: number };

const thumbhashEdgePx = 100;
/** The best that fits is taken. */
const previews = [
  { edgePx: 480, quality: 0.6 },
  { edgePx: 360, quality: 0.5 },
  { edgePx: 240, quality: 0.4 },
] as const;
const patienceMs = 8000;
/** Larger pictures are sent without a preview: decoding them here could end the tab. */
const decodedBytesMax = 80 * 1024 * 1024;

/**
 * What others see of a file before they have it. All of it is drawn anew here: nothing of the file's metadata is in it.
 * What this browser cannot read has no details and is sent all the same.
 */
export async function readDetails(file: File, show: PickedItem['show'], url: string): Promise<FileDetails> {
  try {
    if (show === 'image') return await pictureDetails(file);
    if (show === 'video') return await filmDetails(url);
    if (show === 'audio') return await soundDetails(url);
  } catch {
    // Shown as what it is when it arrives, or not at all.
  }
  return {};
}

async function pictureDetails(file: File): Promise<FileDetails> {
  if (file.size > decodedBytesMax) return {};
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  try {
    return await drawnDetails({ source: bitmap, width: bitmap.width, height: bitmap.height });
  } finally {
    bitmap.close();
  }
}

async function filmDetails(url: string): Promise<FileDetails> {
  const video = document.createElement('video');
  video.muted = true;
  video.preload = 'auto';
  video.src = url;
  try {
    await happens(video, 'loadeddata');
    const { duration, videoWidth: width, videoHeight: height } = video;
    // The very first picture is often black.
    if (Number.isFinite(duration) && duration > 0) {
      video.currentTime = Math.min(1, duration / 4);
      await happens(video, 'seeked');
    }
    const drawn = width > 0 ? await drawnDetails({ source: video, width, height }) : {};
    return { ...drawn, ...lasting(duration) };
  } finally {
    video.removeAttribute('src');
    video.load();
  }
}

async function soundDetails(url: string): Promise<FileDetails> {
  const audio = new Audio();
  audio.preload = 'metadata';
  audio.src = url;
  await happens(audio, 'loadedmetadata');
  return lasting(audio.duration);
}

function lasting(seconds: number): FileDetails {
  return Number.isFinite(seconds) && seconds > 0 ? { durationMs: seconds * 1000 } : {};
}

async function drawnDetails(drawable: Drawable): Promise<FileDetails> {
  const { width, height } = drawable;
  const preview = await previewOf(drawable);
  return {
    size: { width, height },
    thumbhash: thumbhashOf(drawable),
    ...(preview === null ? {} : { preview }),
  };
}

function thumbhashOf(drawable: Drawable): Uint8Array {
  const { canvas, context } = drawn(drawable, thumbhashEdgePx);
  const { width, height } = canvas;
  return rgbaToThumbHash(width, height, context.getImageData(0, 0, width, height).data);
}

async function previewOf(drawable: Drawable): Promise<FilePreview | null> {
  for (const { edgePx, quality } of previews) {
    const { canvas } = drawn(drawable, edgePx);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/webp', quality));
    // A browser that cannot write WebP answers with PNG.
    const known = blob !== null && (blob.type === 'image/webp' || blob.type === 'image/png');
    if (!known || blob.size > fileLimits.previewBytes) continue;
    return {
      mediaType: blob.type === 'image/webp' ? 'image/webp' : 'image/png',
      bytes: new Uint8Array(await blob.arrayBuffer()),
    };
  }
  return null;
}

function drawn({ source, width, height }: Drawable, edgePx: number) {
  const scale = Math.min(1, edgePx / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return { canvas, context };
}

function happens(media: HTMLMediaElement, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const timeout = setTimeout(() => reject(new Error('the file cannot be read in time')), patienceMs);
    const end = (work: () => void) => () => {
      clearTimeout(timeout);
      work();
    };
    media.addEventListener(event, end(resolve), { once: true });
    media.addEventListener(
      'error',
      end(() => reject(media.error)),
      { once: true },
    );
  });
}
