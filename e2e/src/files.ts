import { Buffer } from 'node:buffer';
import type { Page } from 'playwright-core';

/** What people do with files, by what they see. */

export type NamedBytes = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

/** Opens the dialog in which files are chosen. */
export async function openSendFiles(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add to the message', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Photos, videos, files' }).click();
  await page.getByRole('dialog', { name: /^Send/ }).waitFor();
}

/** Chooses files in the open dialog, and waits until they were read. */
export async function chooseFiles(page: Page, files: readonly NamedBytes[]): Promise<void> {
  await page
    .getByRole('dialog')
    .locator('input[type="file"]')
    .setInputFiles([...files]);
  const last = files.at(-1)?.name ?? '';
  await page.getByRole('button', { name: `Remove ${last}` }).waitFor();
}

/** Sends what is in the dialog; it closes. */
export async function sendChosen(page: Page, caption = ''): Promise<void> {
  const dialog = page.getByRole('dialog');
  if (caption !== '') await dialog.getByLabel('Caption').fill(caption);
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** Lets files fall onto the window, or pastes them, as a browser would say it. */
export async function handOver(
  page: Page,
  how: 'drop' | 'paste',
  files: readonly NamedBytes[],
): Promise<void> {
  const said = files.map(({ name, mimeType, buffer }) => ({
    name,
    mimeType,
    base64: buffer.toString('base64'),
  }));
  await page.evaluate(
    ({ kind, all }) => {
      const transfer = new DataTransfer();
      for (const { name, mimeType, base64 } of all) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        transfer.items.add(new File([bytes], name, { type: mimeType }));
      }
      const init = { bubbles: true, cancelable: true };
      const event =
        kind === 'drop'
          ? new DragEvent('drop', { ...init, dataTransfer: transfer })
          : new ClipboardEvent('paste', { ...init, clipboardData: transfer });
      document.body.dispatchEvent(event);
    },
    { kind: how, all: said },
  );
}

/** A film of a few seconds, as a browser records it, large enough to be read in pieces. */
export async function recordedFilm(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    canvas.width = 640;
    canvas.height = 360;
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    const noise = context.createImageData(640, 360);
    const draw = () => {
      for (let at = 0; at < noise.data.length; at += 4) {
        const value = Math.random() * 255;
        noise.data.set([value, 90, 255 - value, 255], at);
      }
      context.putImageData(noise, 0, 0);
    };
    draw();
    const timer = setInterval(draw, 50);
    const recorder = new MediaRecorder(canvas.captureStream(20), {
      mimeType: 'video/webm;codecs=vp8',
      videoBitsPerSecond: 12_000_000,
    });
    const pieces: Blob[] = [];
    recorder.ondataavailable = ({ data }) => pieces.push(data);
    recorder.start();
    await new Promise((resolve) => setTimeout(resolve, 4000));
    const ended = new Promise((resolve) => {
      recorder.onstop = resolve;
    });
    recorder.stop();
    await ended;
    clearInterval(timer);
    const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer());
    let text = '';
    for (let at = 0; at < bytes.length; at += 8192)
      text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(text);
  });
  return Buffer.from(base64, 'base64');
}

/** Records a voice note of a second with the keyboard, and sends it. */
export async function recordVoice(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Record a voice message' }).press('Enter');
  await page.getByRole('group', { name: 'Recording' }).getByText('0:01').waitFor();
  await page.getByRole('button', { name: 'Send voice message' }).click();
  await page.getByRole('group', { name: 'Recording' }).waitFor({ state: 'detached' });
}

/** Puts a place of the page's own in the way of the browser's dialog, which nobody can press here. */
export async function saveInto(page: Page, place: 'page' | 'downloads'): Promise<void> {
  await page.evaluate((where) => {
    const pick = async () =>
      (await navigator.storage.getDirectory()).getFileHandle('saved-by-test', { create: true });
    Object.defineProperty(window, 'showSaveFilePicker', {
      configurable: true,
      value: where === 'page' ? pick : undefined,
    });
  }, place);
}

/** What was saved into the page's place. */
export async function savedBytes(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const file = await (await root.getFileHandle('saved-by-test')).getFile();
    const bytes = new Uint8Array(await file.arrayBuffer());
    let text = '';
    for (let at = 0; at < bytes.length; at += 8192)
      text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(text);
  });
  return Buffer.from(base64, 'base64');
}
