import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type FolderLock, lockFolder } from '../db/folder-lock.ts';
import { webAppFolder } from './web-app.ts';

const root = resolve(import.meta.dirname, '..', '..', '..', '..');
const stampFile = join(webAppFolder, '.built-from');
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

/**
 * Builds the web app when there is none, or when its sources have changed since. Servers that start at the same
 * time build it once.
 */
export async function ensureWebApp(): Promise<void> {
  if (!existsSync(join(root, 'apps/web/index.html')) || isBuilt(sourceStamp())) return;
  const lock = await lockWhenFree();
  try {
    const stamp = sourceStamp();
    if (isBuilt(stamp)) return;
    await build();
    writeFileSync(stampFile, stamp);
  } finally {
    await lock.release();
  }
}

function isBuilt(stamp: string): boolean {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;
}

async function lockWhenFree(): Promise<FolderLock> {
  for (;;) {
    const lock = await lockFolder(join(root, 'apps/web'), 'build');
    if (lock !== undefined) return lock;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** What the builder says is told only when it fails. */
async function build(): Promise<void> {
  process.stdout.write('Building the web app …\n');
  await new Promise<void>((done, fail) => {
    const child = spawn('npm', ['run', 'build', '--silent', '--workspace', 'apps/web'], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      said = (said + chunk).slice(-10_000);
    });
    child.once('error', fail);
    child.once('close', (code) =>
      code === 0 ? done() : fail(new Error(`the web app could not be built:\n${said.trim()}`)),
    );
  });
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
