import sqlite3InitModule, { type Sqlite3Static } from '@evolu/sqlite-wasm';

/**
 * Loads SQLite. Beside the file pool we use it would start another file system with a worker of its own,
 * which the page's security policy forbids and which reports it loudly; without shared memory it leaves
 * that out.
 */
export async function loadEngine(): Promise<Sqlite3Static> {
  const hidden = Object.getOwnPropertyDescriptor(globalThis, 'SharedArrayBuffer');
  const scope = globalThis as { sqlite3ApiConfig?: unknown };
  scope.sqlite3ApiConfig = { warn: () => {} };
  if (hidden !== undefined) Reflect.deleteProperty(globalThis, 'SharedArrayBuffer');
  try {
    return await sqlite3InitModule({ print: () => {}, printErr: () => {} });
  } finally {
    if (hidden !== undefined) Object.defineProperty(globalThis, 'SharedArrayBuffer', hidden);
  }
}
