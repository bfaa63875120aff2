import type { Database, Sqlite3Static } from '@evolu/sqlite-wasm';
import type { SqlStore, StoreOpener } from '@sotto/client/platform';
import { destroyDatabaseKey, loadDatabaseKey } from './database-key.ts';
import { loadEngine } from './load-engine.ts';
import { openMemoryStore } from './memory-store.ts';
import { sealDatabase } from './seal-database.ts';
import { wasmStore } from './wasm-store.ts';

/** The pool of files in the origin's private file system; database, journal and spare ones. */
const poolName = 'sotto';
const poolFiles = 6;
const directory = '.sotto';
const fileName = '/sotto.db';

/**
 * The database of this browser profile: SQLite in the origin's private file system, sealed. Where there
 * is none (a private window, an old browser) it is kept in memory and says so.
 */
export function browserStore(): StoreOpener {
  let engine: Promise<Sqlite3Static> | null = null;
  let pool: Promise<Pool> | null = null;

  function load(): Promise<Sqlite3Static> {
    engine ??= loadEngine();
    return engine;
  }

  function openPool(): Promise<Pool> {
    pool ??= load().then((sqlite3) =>
      sqlite3.installOpfsSAHPoolVfs({ name: poolName, directory, initialCapacity: poolFiles }),
    );
    return pool;
  }

  return {
    async open(): Promise<SqlStore> {
      const sqlite3 = await load();
      const files = await openPool().catch(() => null);
      const key = files === null ? null : await loadDatabaseKey().catch(() => null);
      if (files === null || key === null) {
        pool = null;
        return openMemoryStore(sqlite3);
      }
      // The cipher is a layer over the pool's own file access.
      const database: Database = new files.OpfsSAHPoolDb(`file:${fileName}?vfs=multipleciphers-${poolName}`);
      try {
        sealDatabase(database, key);
      } catch (error) {
        database.close();
        throw error;
      }
      return wasmStore(database, true);
    },
    async destroy(): Promise<void> {
      // The key first: without it the rest is noise, whatever becomes of it.
      await destroyDatabaseKey().catch(() => {});
      const files = await openPool().catch(() => null);
      await files?.wipeFiles();
    },
  };
}

type Pool = Awaited<ReturnType<Sqlite3Static['installOpfsSAHPoolVfs']>>;
