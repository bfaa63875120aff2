import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { startServerProcess } from '@sotto/testing';
import type { Page } from 'playwright-core';
import { invite, join, openConversation, setUp, startConversation, write } from '../../e2e/src/app.ts';
import { openProfile, type Profile } from '../../e2e/src/browser.ts';
import { openSendFiles, saveInto, sendChosen } from '../../e2e/src/files.ts';
import { watchBrowserMemory } from './attachments/browser-memory.ts';
import { hashOfFile, writeRandomFile } from './attachments/large-file.ts';
import { watchMemory } from './attachments/memory-peak.ts';

const mebibyte = 2 ** 20;
const largeBytes = 5 * 1024 * mebibyte;
const sliceBytes = 64 * mebibyte;
const patience = 30 * 60_000;

/**
 * A file of 5 GiB from one person's Chromium to another's, through the web app: how fast, and how much memory the
 * browsers and the server take for it.
 */
export async function attachmentsChromium(bytes = largeBytes): Promise<Record<string, number>> {
  const folder = mkdtempSync(joinPath(tmpdir(), 'sotto-bench-files-'));
  const server = await startServerProcess({ env: { SOTTO_WEB_APP: 'yes', SOTTO_RATE_FACTOR: '1000' } });
  const profiles: Profile[] = [];
  const person = async () => {
    const profile = await openProfile();
    profiles.push(profile);
    return profile;
  };
  try {
    const anna = await person();
    await setUp(anna.page, server.setUpLink as string, 'Northside Music Studio', 'Anna Berg');
    const link = await invite(anna.page);
    const ben = await person();
    await join(ben.page, link, 'Ben Okafor');
    await startConversation(anna.page, 'Ben Okafor');
    await write(anna.page, 'here it comes');
    await openConversation(ben.page, 'Anna Berg');

    const path = writeRandomFile(joinPath(folder, 'large.bin'), bytes);
    const serverMemory = watchMemory(server.child.pid as number);
    const sending = await measured(anna, () => send(anna.page, path));
    const saving = await measured(ben, () => save(ben.page, bytes));
    serverMemory.stop();
    await requireSame(ben.page, path, bytes);
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
    await Promise.allSettled(profiles.map((profile) => profile.close()));
    await server.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measured({ folder }: Profile, work: () => Promise<void>) {
  const memory = watchBrowserMemory(folder);
  const before = memory.peakMiB();
  const startedAt = performance.now();
  await work();
  memory.stop();
  return { seconds: (performance.now() - startedAt) / 1000, before, peak: memory.peakMiB() };
}

async function send(page: Page, path: string): Promise<void> {
  await openSendFiles(page);
  await page.getByRole('dialog').locator('input[type="file"]').setInputFiles(path);
  await page.getByRole('button', { name: 'Remove large.bin' }).waitFor();
  await sendChosen(page);
  const underWay = page.getByRole('list', { name: 'Being sent' });
  await underWay.waitFor();
  await underWay.waitFor({ state: 'detached', timeout: patience });
}

async function save(page: Page, bytes: number): Promise<void> {
  const button = page.getByRole('button', { name: 'Save large.bin' });
  await button.waitFor();
  await saveInto(page, 'page');
  await button.click();
  await page.waitForFunction(
    async (wanted) => {
      const root = await navigator.storage.getDirectory();
      const file = await (await root.getFileHandle('saved-by-test', { create: true })).getFile();
      return file.size === wanted;
    },
    bytes,
    { polling: 1000, timeout: patience },
  );
}

/** Compares what was saved with the file, a slice at a time. */
async function requireSame(page: Page, path: string, bytes: number): Promise<void> {
  for (let start = 0; start < bytes; start += sliceBytes) {
    const end = Math.min(bytes, start + sliceBytes);
    const saved = await page.evaluate(
      async ([from, to]) => {
        const root = await navigator.storage.getDirectory();
        const file = await (await root.getFileHandle('saved-by-test')).getFile();
        const digest = await crypto.subtle.digest('SHA-256', await file.slice(from, to).arrayBuffer());
        return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      },
      [start, end] as const,
    );
    if (saved !== (await hashOfFile(path, start, end))) throw new Error('the copy is another file');
  }
}
