import { Buffer } from 'node:buffer';
import type { Page } from 'playwright-core';
import { handOver, type NamedBytes, sendChosen } from '../../../e2e/src/files.ts';

/** Sends pictures of two megapixels and more into the open conversation, single ones and albums of four. */
export async function sendPictures(page: Page, messages: number): Promise<number> {
  let count = 0;
  for (let message = 0; message < messages; message++) {
    const album: NamedBytes[] = [];
    for (let i = 0; i < (message % 5 === 0 ? 4 : 1); i++) {
      album.push({ name: `${message}-${i}.jpg`, mimeType: 'image/jpeg', buffer: await drawn(page, count++) });
    }
    await handOver(page, 'paste', album);
    await page.getByRole('button', { name: `Remove ${album.at(-1)?.name}` }).waitFor();
    await sendChosen(page, message % 3 === 0 ? `Picture ${message}` : '');
  }
  await page.getByRole('list', { name: 'Being sent' }).waitFor({ state: 'detached', timeout: 120_000 });
  return count;
}

/** A picture full of rectangles, as a JPEG; no two alike. */
async function drawn(page: Page, seed: number): Promise<Buffer> {
  const url = await page.evaluate((number) => {
    const canvas = document.createElement('canvas');
    canvas.width = 1600;
    canvas.height = number % 3 === 0 ? 2000 : 1200;
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    for (let i = 0; i < 60; i++) {
      context.fillStyle = `hsl(${(number * 37 + i * 11) % 360} 60% 50%)`;
      context.fillRect((number * 71 + i * 397) % 1600, (number * 53 + i * 211) % 1800, 400, 300);
    }
    return canvas.toDataURL('image/jpeg', 0.9);
  }, seed);
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}
