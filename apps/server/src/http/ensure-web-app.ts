import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { webAppFolder } from './web-app.ts';

const root = resolve(import.meta.dirname, '..', '..', '..', '..');
const sources = [
  'apps/web/src',
  'apps/web/public',
  'apps/web/index.html',
  'apps/web/vite.config.ts',
  'packages/react/src',
  'packages/client/src',
  'packages/store-browser/src',
  'packages/crypto/src',
  'packages/protocol/src',
  'package-lock.json',
];

/** Builds the web app when there is none, or when its sources have changed since. */
export async function ensureWebApp(): Promise<void> {
  if (!existsSync(join(root, 'apps/web/index.html'))) return;
  const stampFile = join(webAppFolder, '.built-from');
  const stamp = sourceStamp();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  process.stdout.write('Building the web app …\n');
  await new Promise<void>((done, fail) => {
    const build = spawn('npm', ['run', 'build', '--silent', '--workspace', 'apps/web'], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    build.once('error', fail);
    build.once('exit', (code) => (code === 0 ? done() : fail(new Error('the web app could not be built'))));
  });
  writeFileSync(stampFile, stamp);
}

/** Names, sizes and times of all sources. */
function sourceStamp(): string {
  const hash = createHash('sha256');
  const add = (path: string) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return;
    if (!stat.isDirectory()) hash.update(`${path} ${stat.size} ${Math.trunc(stat.mtimeMs)}\n`);
    else for (const name of readdirSync(path).sort()) add(join(path, name));
  };
  for (const source of sources) add(join(root, source));
  return hash.digest('hex');
}
