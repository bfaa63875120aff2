import type { StoreOpener } from '@sotto/client/platform';
import { openSqliteStore } from './sqlite-store.ts';

/** A database that ends with the process: for tests and for bots that need no memory. */
export function memoryStore(): StoreOpener {
  return {
    open: async () => openSqliteStore(':memory:', new Uint8Array(32)),
    destroy: async () => {},
  };
}
