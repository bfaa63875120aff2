import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { storeContract } from '../../client/test/store-contract.ts';
import { memoryStore } from './memory-store.ts';
import { nodeStore } from './node-store.ts';
import { openSqliteStore } from './sqlite-store.ts';

const newFolder = () => mkdtempSync(join(tmpdir(), 'sotto-store-'));
const key = new Uint8Array(32).fill(7);
let latest = '';

storeContract('in memory', () => memoryStore().open(), null);
storeContract(
  'on disk',
  async () => {
    latest = join(newFolder(), 'sotto.db');
    return openSqliteStore(latest, key);
  },
  async (store) => {
    store.close();
    return openSqliteStore(latest, key);
  },
);

test('nothing that was stored can be read on the disk', () => {
  const folder = newFolder();
  const store = openSqliteStore(join(folder, 'sotto.db'), key);
  store.run('create table canary_table (text text) strict');
  for (let i = 0; i < 500; i++) store.run('insert into canary_table values (?)', [`canary-${i}-plaintext`]);
  const read = () => readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
  const whileOpen = read();
  store.close();
  for (const bytes of [...whileOpen, ...read()]) {
    expect(bytes.length).toBeGreaterThan(0);
    expect(bytes).not.toMatch(/canary|plaintext|SQLite format/);
  }
});

test('another key opens nothing', () => {
  const file = join(newFolder(), 'sotto.db');
  openSqliteStore(file, key).close();
  const store = openSqliteStore(file, key);
  store.run('create table t (id integer) strict');
  store.close();
  expect(() => openSqliteStore(file, new Uint8Array(32).fill(8))).toThrow();
  expect(() => openSqliteStore(file, new Uint8Array(16))).toThrow('32 bytes');
});

test('a changed byte is noticed', () => {
  const file = join(newFolder(), 'sotto.db');
  const store = openSqliteStore(file, key);
  store.run('create table t (text text) strict');
  store.run('insert into t values (?)', ['x'.repeat(20_000)]);
  store.close();
  const bytes = readFileSync(file);
  bytes[9000] = (bytes[9000] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  expect(() => openSqliteStore(file, key).all('select * from t')).toThrow();
});

test('the key lies beside the database and both go when the account leaves', async () => {
  const folder = newFolder();
  const opener = nodeStore(folder);
  const store = await opener.open();
  store.run('create table t (id integer) strict');
  store.close();
  (await opener.open()).close();
  await opener.destroy();
  expect(readdirSync(folder)).toEqual([]);
});
