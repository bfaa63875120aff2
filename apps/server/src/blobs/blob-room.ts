import { blobLengthOf } from '@sotto/crypto/public';
import type { Context } from '../context.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { BlobStorage } from './storage/blob-storage.ts';
import { type BlobBounds, readExpectedBytes } from './store.ts';

/** How much room there is for files, without taking what the database needs. */
export type BlobRoom = {
  /** Bytes of the blob of the largest file. */
  readonly blobBytesMax: number;
  readonly bounds: BlobBounds;
  /** Whether so many more bytes can be announced: what was announced before comes first. */
  accepts(bytes: number): Promise<boolean>;
  /** @throws ProblemError `storage-full`. */
  require(bytes: number): Promise<void>;
  /** Whether what was announced can go on arriving. @throws ProblemError `storage-full`. */
  requireFree(): Promise<void>;
};

/** Asking the disk costs a system call; for so long the answer holds. */
const freshMs = 500;
const uploadsPerAccountMax = 200;

export function createBlobRoom({ config, database }: Context, storage: BlobStorage): BlobRoom {
  let known: { at: number; free: number | undefined } | undefined;
  const full = () => new ProblemError('storage-full', { retry_after_seconds: 60 });

  async function free(): Promise<number | undefined> {
    const now = Date.now();
    if (known === undefined || now - known.at > freshMs) known = { at: now, free: await storage.freeBytes() };
    return known.free;
  }
  async function accepts(bytes: number): Promise<boolean> {
    const left = await free();
    if (left === undefined) return true;
    const expected = await database.asNobody(readExpectedBytes);
    return left - expected - bytes >= config.diskReserveBytes;
  }
  const orNone = (bytes: number) => (bytes === 0 ? undefined : bytes);
  return {
    blobBytesMax: blobLengthOf(config.fileBytesMax),
    bounds: {
      accountBytesMax: orNone(config.fileBytesPerAccount),
      totalBytesMax: orNone(config.fileBytesTotal),
      uploadsMax: uploadsPerAccountMax,
    },
    accepts,
    async require(bytes) {
      if (!(await accepts(bytes))) throw full();
    },
    async requireFree() {
      const left = await free();
      if (left !== undefined && left < config.diskReserveBytes) throw full();
    },
  };
}
