import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import process, { pid } from 'node:process';
import type { Lock } from '@sotto/client/platform';

/** Locks of this process. */
const held = new Set<string>();

/**
 * One process at a time for a folder: a lock file that names its holder. A holder that died leaves the
 * file behind; it is taken over.
 */
export function nodeLock(folder: string): Lock {
  return async (name) => {
    const path = join(folder, `${name}.lock`);
    for (let attempt = 0; attempt < 2; attempt++) {
      if (create(path)) {
        held.add(path);
        return () => {
          held.delete(path);
          rmSync(path, { force: true });
        };
      }
      if (holderLives(path)) return null;
      rmSync(path, { force: true });
    }
    return null;
  };
}

function create(path: string): boolean {
  try {
    const file = openSync(path, 'wx', 0o600);
    writeSync(file, String(pid));
    closeSync(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function holderLives(path: string): boolean {
  try {
    const holder = Number(readFileSync(path, 'utf8'));
    // Our own id in a file we did not make: a process before us had the same one (a container's pid 1).
    if (!Number.isInteger(holder) || holder <= 0 || holder === pid) return held.has(path);
    process.kill(holder, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
