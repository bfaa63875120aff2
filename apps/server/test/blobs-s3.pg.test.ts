import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  joinOnWire,
  type ServerProcess,
  setUpOnWire,
  startServerProcess,
  type WireAccount,
} from '@sotto/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { blobContract } from './blob-contract.ts';
import { announce, atBlob, download, forAccounts, newBlob, patch, uploaded } from './blob-transfer.ts';
import { type ObjectStore, startObjectStore } from './object-store.ts';

let store: ObjectStore;
let server: ServerProcess;
let anna: WireAccount;
let ben: WireAccount;

const start = (more: object = {}) =>
  startServerProcess({ env: { SOTTO_RATE_FACTOR: '1000', ...store.env }, ...more });

beforeAll(async () => {
  store = await startObjectStore();
  server = await start();
  anna = await setUpOnWire(server, 'anna');
  ben = await joinOnWire(anna, 'ben');
});
afterAll(async () => {
  await server.remove();
  await store.close();
});

blobContract({
  server: () => server,
  anna: () => anna,
  ben: () => ben,
  async restart() {
    const { dataDir, url } = server;
    await server.stop('SIGKILL');
    server = await start({ dataDir, port: Number(new URL(url).port) });
  },
});

test('nothing of a file is on the server’s own disk, and nothing is left at the store when it is removed', async () => {
  const blob = await uploaded(anna, forAccounts(ben), 9 * 2 ** 20);
  expect(store.keys().some((key) => key.endsWith(blob.blobId))).toBe(true);
  expect(existsSync(join(server.dataDir, 'blobs'))).toBe(false);
  const half = newBlob(20 * 2 ** 20);
  await announce(anna, half, forAccounts(ben));
  await patch(anna, half, { to: 10 * 2 ** 20 });
  expect(store.keys()).toContain(join('tails', half.blobId));
  for (const { blobId } of [blob, half]) await atBlob(anna, blobId, { method: 'DELETE' });
  expect(store.keys().filter((key) => key.includes(blob.blobId) || key.includes(half.blobId))).toEqual([]);
});

test('a store that does not answer is said to be unavailable, and the upload goes on later', async () => {
  const blob = newBlob(9 * 2 ** 20);
  await announce(anna, blob, forAccounts(ben));
  const { dataDir, url } = server;
  const port = Number(new URL(url).port);
  await server.stop();
  server = await start({
    dataDir,
    port,
    env: { SOTTO_RATE_FACTOR: '1000', ...store.env, SOTTO_BLOBS_S3_ENDPOINT: 'http://127.0.0.1:9' },
  });
  expect(await patch(anna, blob)).toMatchObject({ status: 503, code: 'unavailable' });
  await server.stop();
  server = await start({ dataDir, port });
  expect((await patch(anna, blob)).status).toBe(204);
  expect((await download(ben, blob)).bytes.equals(blob.bytes)).toBe(true);
});
