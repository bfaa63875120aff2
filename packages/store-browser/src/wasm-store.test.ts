import sqlite3InitModule from '@evolu/sqlite-wasm';
import { expect, test } from 'vitest';
import { storeContract } from '../../client/test/store-contract.ts';
import { openMemoryStore } from './memory-store.ts';

storeContract('WebAssembly, in memory', async () => openMemoryStore(await sqlite3InitModule()), null);

test('a private window says that nothing is kept', async () => {
  expect(openMemoryStore(await sqlite3InitModule()).persistent).toBe(false);
});
