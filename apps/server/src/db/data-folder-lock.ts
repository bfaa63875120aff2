import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { join } from 'node:path';

/**
 * One server per data folder. The lock is a listening socket: it ends with its process however that ends,
 * so a killed server leaves nothing that has to be cleared by hand.
 *
 * @throws Error when another server uses the folder.
 */
export async function lockDataFolder(dataDir: string): Promise<{ release(): Promise<void> }> {
  mkdirSync(dataDir, { recursive: true });
  const address = lockAddress(realpathSync(dataDir));
  if (!address.startsWith('\0')) {
    if (await isHeld(address)) throw inUse(dataDir);
    rmSync(address, { force: true });
  }
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? inUse(dataDir) : error),
    );
    server.listen(address, resolve);
  });
  server.unref();
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** On Linux a name in the abstract namespace: no file at all. */
function lockAddress(dataDir: string): string {
  if (process.platform !== 'linux') return join(dataDir, 'server.lock');
  return `\0sotto-${createHash('sha256').update(dataDir).digest('hex').slice(0, 32)}`;
}

function isHeld(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createConnection(path);
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', () => resolve(false));
  });
}

function inUse(dataDir: string): Error {
  return new Error(`another server is using ${dataDir}`);
}
