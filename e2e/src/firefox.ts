import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firefox } from 'playwright-core';
import { type Profile, wide } from './browser.ts';

const installed = ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find((path) => existsSync(path));
const bridge = join(import.meta.dirname, 'firefox-bridge.ts');

/**
 * A Firefox as Debian ships it, by WebDriver BiDi; a fresh profile.
 *
 * @throws Error when none is installed; says how to get one.
 */
export async function openFirefox(): Promise<Profile> {
  if (installed === undefined) throw new Error('no Firefox: install the Debian package firefox-esr');
  const folder = mkdtempSync(join(tmpdir(), 'sotto-firefox-'));
  const executablePath = join(folder, 'firefox');
  writeFileSync(executablePath, `#!/bin/sh\nexec "${process.execPath}" "${bridge}" "$@"\n`, { mode: 0o755 });
  const browser = await firefox.launch({
    channel: 'moz-firefox',
    executablePath,
    headless: true,
    env: { ...process.env, SOTTO_FIREFOX: installed } as Record<string, string>,
  });
  const context = await browser.newContext({ viewport: wide, locale: 'en-GB', timezoneId: 'UTC' });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  return {
    folder,
    context,
    page,
    reopen: () => Promise.reject(new Error('a fresh profile cannot be opened again')),
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
