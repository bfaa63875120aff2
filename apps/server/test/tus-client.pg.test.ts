import { createHash } from 'node:crypto';
import { routes } from '@sotto/protocol/http';
import {
  joinOnWire,
  pathOf,
  type ServerProcess,
  setUpOnWire,
  startServerProcess,
  type WireAccount,
} from '@sotto/testing';
import { Upload } from 'tus-js-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { announce, download, forAccounts, newBlob, offsetOf, type TestBlob } from './blob-transfer.ts';

let server: ServerProcess;
let anna: WireAccount;
let ben: WireAccount;

beforeAll(async () => {
  server = await startServerProcess({ env: { SOTTO_RATE_FACTOR: '1000' } });
  anna = await setUpOnWire(server, 'anna');
  ben = await joinOnWire(anna, 'ben');
});
afterAll(() => server.remove());

/** Uploads with the protocol's own client, up to `stopAt` bytes if that is given. */
function uploadWithTus(
  blob: TestBlob,
  options: { chunkSize?: number; stopAt?: number },
): Promise<'done' | 'stopped'> {
  return new Promise((resolve, reject) => {
    const upload = new Upload(blob.bytes, {
      uploadUrl: `${server.url}${pathOf(routes.uploadBytes, { blob_id: blob.blobId })}`,
      headers: { authorization: `Bearer ${anna.token}` },
      ...(options.chunkSize === undefined ? {} : { chunkSize: options.chunkSize }),
      retryDelays: [0, 100],
      onError: reject,
      onSuccess: () => resolve('done'),
      onChunkComplete(_size, accepted) {
        if (options.stopAt === undefined || accepted < options.stopAt) return;
        void upload.abort().then(() => resolve('stopped'));
      },
    });
    upload.start();
  });
}

const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test('the client of the tus project uploads, in one piece and in many', async () => {
  for (const chunkSize of [undefined, 300_000]) {
    const blob = newBlob(5 * 2 ** 20);
    await announce(anna, blob, forAccounts(ben));
    expect(await uploadWithTus(blob, chunkSize === undefined ? {} : { chunkSize })).toBe('done');
    expect(sha((await download(ben, blob)).bytes)).toBe(sha(blob.bytes));
  }
});

test('it is stopped, and goes on where it stood', async () => {
  const blob = newBlob(5 * 2 ** 20);
  await announce(anna, blob, forAccounts(ben));
  expect(await uploadWithTus(blob, { chunkSize: 500_000, stopAt: 2_000_000 })).toBe('stopped');
  const stood = (await offsetOf(anna, blob)) as number;
  expect(stood).toBeGreaterThanOrEqual(2_000_000);
  expect(stood).toBeLessThan(blob.bytes.length);
  expect(await uploadWithTus(blob, { chunkSize: 500_000 })).toBe('done');
  expect(sha((await download(ben, blob)).bytes)).toBe(sha(blob.bytes));
});
