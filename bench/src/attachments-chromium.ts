import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { startServerProcess } from '@sotto/testing';
import type { Page } from 'playwright-core';
import { invite, join, openConversation, setUp, startConversation, write } from '../../e2e/src/app.ts';
import { openSendFiles, saveInto, sendChosen } from '../../e2e/src/files.ts';
import { watchBrowserMemory } from './attachments/browser-memory.ts';
import { hashOfFile, writeRandomFile } from './attachments/large-file.ts';
import { watchMemory } from './attachments/memory-peak.ts';
import { openUnwatched, type UnwatchedBrowser } from './attachments/unwatched-browser.ts';

const mebibyte = 2 ** 20;
const largeBytes = 5 * 1024 * mebibyte;
const sliceBytes = 64 * mebibyte;
const patienceMs = 30 * 60_000;

/**
 * A file of 5 GiB from one person's Chromium to another's, through the web app: how fast, and how much memory the
 * browsers and the server take for it.
 */
export async function attachmentsChromium(bytes = largeBytes): Promise<Record<string, number>> {
  const folder = mkdtempSync(joinPath(tmpdir(), 'sotto-bench-files-'));
  const server = await startServerProcess({ env: { SOTTO_WEB_APP: 'yes', SOTTO_RATE_FACTOR: '1000' } });
  const browsers: UnwatchedBrowser[] = [];
  const person = async () => {
    const browser = await openUnwatched();
    browsers.push(browser);
    return browser;
  };
  try {
    const anna = await person();
    const link = await anna.driven(async (page) => {
      await setUp(page, server.setUpLink as string, 'Northside Music Studio', 'Anna Berg');
      return invite(page);
    });
    const ben = await person();
    await ben.driven((page) => join(page, link, 'Ben Okafor'));
    await anna.driven(async (page) => {
      await startConversation(page, 'Ben Okafor');
      await write(page, 'here it comes');
    });
    await ben.driven((page) => openConversation(page, 'Anna Berg'));

    const path = writeRandomFile(joinPath(folder, 'large.bin'), bytes);
    const serverMemory = watchMemory(server.child.pid as number);
    const sending = await measured(anna, async () => {
      await anna.driven((page) => beginSending(page, path));
      await until(anna, `${underWay} !== null`);
      await until(anna, `${underWay} === null`);
    });
    const saving = await measured(ben, async () => {
      await ben.driven(beginSaving);
      await until(ben, `(${sizeOfSaved})().then((size) => size === ${bytes})`);
    });
    serverMemory.stop();
    await requireSame(ben, path, bytes);
    const rate = (seconds: number) => Math.round(bytes / 1e6 / seconds);
    return {
      'encrypted and uploaded, MB a second': rate(sending.seconds),
      'downloaded, checked and saved, MB a second': rate(saving.seconds),
      "sender's browser before, MiB": sending.before,
      "sender's browser at most, MiB": sending.peak,
      "receiver's browser before, MiB": saving.before,
      "receiver's browser at most, MiB": saving.peak,
      'server resident at most, MiB': serverMemory.peakMiB(),
    };
  } finally {
    await Promise.allSettled(browsers.map((browser) => browser.close()));
    await server.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measured({ folder }: UnwatchedBrowser, work: () => Promise<void>) {
  const memory = watchBrowserMemory(folder);
  const before = memory.peakMiB();
  const startedAt = performance.now();
  await work();
  memory.stop();
  return { seconds: (performance.now() - startedAt) / 1000, before, peak: memory.peakMiB() };
}

async function beginSending(page: Page, path: string): Promise<void> {
  await openSendFiles(page);
  await chooseFile(page, path);
  await page.getByRole('button', { name: 'Remove large.bin' }).waitFor();
  await sendChosen(page);
}

/** By its path: Playwright itself would carry the bytes over to a browser that it did not start. */
async function chooseFile(page: Page, path: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { root } = await session.send('DOM.getDocument');
  const selector = '[role="dialog"] input[type="file"]';
  const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector });
  await session.send('DOM.setFileInputFiles', { files: [path], nodeId });
}

async function beginSaving(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Save large.bin' });
  await button.waitFor();
  await saveInto(page, 'page');
  await button.click();
}

async function until(browser: UnwatchedBrowser, holds: string): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!(await browser.evaluate<boolean>(holds))) {
    if (Date.now() > deadline) throw new Error(`it never came to be that ${holds}`);
    await new Promise((done) => setTimeout(done, 500));
  }
}

const underWay = `document.querySelector('[aria-label="Being sent"]')`;
const sizeOfSaved = `async () => {
  const root = await navigator.storage.getDirectory();
  return (await (await root.getFileHandle('saved-by-test', { create: true })).getFile()).size;
}`;

/** Compares what was saved with the file, a slice at a time. */
async function requireSame(browser: UnwatchedBrowser, path: string, bytes: number): Promise<void> {
  for (let start = 0; start < bytes; start += sliceBytes) {
    const end = Math.min(bytes, start + sliceBytes);
    const saved = await browser.evaluate<string>(`(async () => {
      const root = await navigator.storage.getDirectory();
      const file = await (await root.getFileHandle('saved-by-test')).getFile();
      const digest = await crypto.subtle.digest('SHA-256', await file.slice(${start}, ${end}).arrayBuffer());
      return new Uint8Array(digest).toHex();
    })()`);
    if (saved !== (await hashOfFile(path, start, end))) throw new Error('the copy is another file');
  }
}
