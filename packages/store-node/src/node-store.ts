import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SqlStore, StoreOpener } from '@sotto/client/platform';
import { openSqliteStore } from './sqlite-store.ts';

/**
 * The database of one account in a folder that only its owner can read: `sotto.db`, sealed under the
 * key in `store-key`. The key file protects what is copied without it (a backup of the database, a
 * synchronised folder); whoever can read both can read everything.
 */
export function nodeStore(folder: string): StoreOpener {
  const file = join(folder, 'sotto.db');
  const keyFile = join(folder, 'store-key');
  return {
    async open(): Promise<SqlStore> {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      if (!existsSync(keyFile)) writeFileSync(keyFile, randomBytes(32), { mode: 0o600, flag: 'wx' });
      return openSqliteStore(file, readFileSync(keyFile));
    },
    async destroy(): Promise<void> {
      // The key first: without it the rest is noise, whatever becomes of it.
      for (const path of [keyFile, file, `${file}-wal`, `${file}-shm`]) rmSync(path, { force: true });
    },
  };
}
