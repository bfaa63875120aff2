import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { type Figures, under } from './groups/measure.ts';

const folder = join(import.meta.dirname, 'groups');
const parts = ['1,500 filled', '1,500 sparse', '1,500', 'AES, 1,500 filled', 'X-Wing, 200 filled'];

/** The same group operations in Chromium, where most people will run them. */
export async function groupOperationsChromium(): Promise<Figures> {
  const script = await bundled();
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: script, type: 'module' });
    await page.waitForFunction('globalThis.measureGroups !== undefined');
    page.setDefaultTimeout(0);
    const measured = (await page.evaluate('globalThis.measureGroups()')) as Figures[];
    return Object.assign({}, ...measured.map((figures, i) => under(parts[i] as string, figures)));
  } finally {
    await browser.close();
  }
}

async function bundled(): Promise<string> {
  const result = await build({
    root: folder,
    logLevel: 'error',
    configFile: false,
    build: {
      write: false,
      target: 'es2024',
      lib: { entry: join(folder, 'browser-entry.ts'), formats: ['es'] },
    },
  });
  const [first] = [result].flat();
  if (first === undefined || !('output' in first)) throw new Error('nothing was bundled');
  return first.output[0].code;
}
