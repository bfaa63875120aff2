import { Buffer } from 'node:buffer';
import type { BrowserContext, Page } from 'playwright-core';

/** Stands where a camera writes the place. */
export const placeCanary = 'GPS-CANARY 52.5200N 13.4050E';

/** A photo as a camera makes it: JPEG, wide, with an Exif segment that says where it was taken. */
export async function photoWithPlace(page: Page): Promise<Buffer> {
  const url = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    canvas.width = 1600;
    canvas.height = 900;
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    const sky = context.createLinearGradient(0, 0, 1600, 900);
    sky.addColorStop(0, '#2b2a63');
    sky.addColorStop(0.6, '#c9596a');
    sky.addColorStop(1, '#f6b26b');
    context.fillStyle = sky;
    context.fillRect(0, 0, 1600, 900);
    context.fillStyle = '#fff3d0';
    context.beginPath();
    context.arc(880, 360, 130, 0, Math.PI * 2);
    context.fill();
    return canvas.toDataURL('image/jpeg', 0.9);
  });
  const jpeg = Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
  const exif = Buffer.from(`Exif\0\0${placeCanary}`, 'latin1');
  const head = Buffer.alloc(4);
  head.writeUInt16BE(0xffe1, 0);
  head.writeUInt16BE(exif.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)]);
}

/** Keeps the pictures a page shows, so that a test can look at their bytes: the page's policy forbids fetching. */
export async function keepPictures(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const kept: Blob[] = [];
    const create = URL.createObjectURL.bind(URL);
    Object.assign(window, { keptPictures: kept });
    URL.createObjectURL = (object: Blob | MediaSource) => {
      if (object instanceof Blob && object.type.startsWith('image/')) kept.push(object);
      return create(object);
    };
  });
}

/** The bytes of the picture that was made last. */
export async function lastPicture(page: Page): Promise<Buffer> {
  const bytes = await page.evaluate(async () => {
    const { keptPictures } = window as unknown as { keptPictures: Blob[] };
    const last = keptPictures.at(-1);
    return last === undefined ? [] : Array.from(new Uint8Array(await last.arrayBuffer()));
  });
  return Buffer.from(bytes);
}
