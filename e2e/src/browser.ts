import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

/** One person's browser: a profile of its own on disk, so that closing and opening it keeps what it stored. */
export type Profile = {
  readonly folder: string;
  readonly context: BrowserContext;
  readonly page: Page;
  /** Ends the browser and opens the same profile again. */
  reopen(): Promise<Profile>;
  close(): Promise<void>;
};

export const executablePath = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => existsSync(path));

export const wide = { width: 1280, height: 800 };
export const narrow = { width: 390, height: 844 };

export const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A microphone that hums, and nobody who has to allow it. */
const hummingMicrophone = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

/** Opens a fresh profile. @throws Error when no Chromium is installed; says how to get one. */
export async function openProfile(
  options: { viewport?: { width: number; height: number }; dark?: boolean; microphone?: boolean } = {},
): Promise<Profile> {
  return launch(mkdtempSync(join(tmpdir(), 'sotto-profile-')), options);
}

async function launch(folder: string, options: Parameters<typeof openProfile>[0] = {}): Promise<Profile> {
  if (executablePath === undefined) throw new Error('no Chromium: install the Debian package chromium');
  const context = await chromium.launchPersistentContext(folder, {
    executablePath,
    headless: true,
    args: options.microphone === true ? [...quiet, ...hummingMicrophone] : quiet,
    viewport: options.viewport ?? wide,
    colorScheme: options.dark === true ? 'dark' : 'light',
    locale: 'en-GB',
    timezoneId: 'UTC',
  });
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(15_000);
  return {
    folder,
    context,
    page,
    async reopen() {
      await context.close();
      return launch(folder, options);
    },
    async close() {
      await context.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
