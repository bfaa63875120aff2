import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { join } from 'node:path';

export type FolderLock = { release(): Promise<void> };

/**
 * One process at a time for a purpose in a folder. The lock is a listening socket: it ends with its process
 * however that ends, so a killed one leaves nothing that has to be cleared by hand.
 *
 * @returns undefined while another process holds it.
 */
export async function lockFolder(folder: string, purpose: string): Promise<FolderLock | undefined> {
  mkdirSync(folder, { recursive: true });
  const address = lockAddress(realpathSync(folder), purpose);
  if (!address.startsWith('\0')) {
    if (await isHeld(address)) return undefined;
    rmSync(address, { force: true });
  }
  const server = createServer((socket) => socket.destroy());
  const held = await new Promise<boolean>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(true) : reject(error),
    );
    server.listen(address, () => resolve(false));
  });
  if (held) return undefined;
  server.unref();
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** On Linux a name in the abstract namespace: no file at all. */
function lockAddress(folder: string, purpose: string): string {
  if (process.platform !== 'linux') return join(folder, `${purpose}.lock`);
  return `\0sotto-${createHash('sha256').update(`${purpose} ${folder}`).digest('hex').slice(0, 32)}`;
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
