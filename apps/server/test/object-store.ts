import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type S3rver = {
  run(): Promise<AddressInfo>;
  close(): Promise<void>;
};

const loadS3rver = createRequire(import.meta.url);

/** An S3-compatible object store of its own, gone with the test. */
export type ObjectStore = {
  /** The settings that make the server use it. */
  readonly env: Record<string, string>;
  /** Keys of everything in it. */
  keys(): string[];
  close(): Promise<void>;
};

const bucket = 'sotto-blobs';

export async function startObjectStore(): Promise<ObjectStore> {
  const directory = mkdtempSync(join(tmpdir(), 'sotto-s3-'));
  const Store = loadS3rver('s3rver') as new (options: object) => S3rver;
  const store = new Store({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory,
    configureBuckets: [{ name: bucket }],
  });
  const { port } = await store.run();
  return {
    env: {
      SOTTO_BLOBS_S3_ENDPOINT: `http://127.0.0.1:${port}`,
      SOTTO_BLOBS_S3_BUCKET: bucket,
      SOTTO_BLOBS_S3_ACCESS_KEY_ID: 'S3RVER',
      SOTTO_BLOBS_S3_SECRET_ACCESS_KEY: 'S3RVER',
    },
    keys: () =>
      readdirSync(join(directory, bucket), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('._S3rver_object'))
        .map((name) => name.replace(/\._S3rver_object$/, '')),
    async close() {
      await store.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
