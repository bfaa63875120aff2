import type { Sqlite3Static } from '@evolu/sqlite-wasm';
import type { SqlStore } from '@sotto/client/platform';
import { wasmStore } from './wasm-store.ts';

/** A database that ends with its tab. */
export function openMemoryStore(sqlite3: Sqlite3Static): SqlStore {
  return wasmStore(new sqlite3.oo1.DB(':memory:', 'c'), false);
}
