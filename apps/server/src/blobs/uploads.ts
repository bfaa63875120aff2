import type { Readable } from 'node:stream';
import type { BlobId } from '@sotto/protocol';
import type { Context } from '../context.ts';
import type { Actor } from '../db/actor.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { BlobRoom } from './blob-room.ts';
import type { BlobStorage, StoredUpload } from './storage/blob-storage.ts';
import { storageProblems } from './storage-problems.ts';
import { readUpload, saveProgress, touchUpload, type UploadRow } from './store.ts';
import { createUploadLocks } from './upload-locks.ts';

/** Bytes on their way in (tus 1.0.0). */
export type Uploads = {
  /** How many bytes of an upload are here. */
  offset(actor: Actor, blobId: BlobId): Promise<number>;
  /** The same with its length. */
  describe(actor: Actor, blobId: BlobId): Promise<{ offset: number; length: number }>;
  /**
   * Takes what comes until it ends or breaks, and says where the upload then stands.
   *
   * @param claimed where the sender believes it stands.
   * @throws ProblemError `blob-unknown`, `upload-offset`, `upload-busy`, `storage-full`, `body-too-large`.
   */
  receive(
    actor: Actor,
    blobId: BlobId,
    claimed: number,
    body: Readable,
    contentLength: number | undefined,
  ): Promise<{ offset: number; expiresAt: Date | undefined }>;
  /** When an upload that rests from then on is given up. */
  expiryOf(touched: Date): Date;
  whileNobodyWrites<Result>(blobId: BlobId, work: () => Promise<Result>): Promise<Result>;
};

const hourMs = 3_600_000;

export function createUploads(context: Context, storage: BlobStorage, room: BlobRoom): Uploads {
  const { database, metrics, config } = context;
  const locks = createUploadLocks();
  const expiryOf = (touched: Date) => new Date(touched.getTime() + config.uploadHours * hourMs);

  async function find(actor: Actor, blobId: BlobId): Promise<UploadRow> {
    const upload = await database.asActor(actor, (tx) => readUpload(tx, blobId));
    if (upload === undefined) throw new ProblemError('blob-unknown');
    return upload;
  }
  const standing = (upload: UploadRow) =>
    upload.state === 'complete' ? Promise.resolve(upload.length) : storage.offset(upload);

  return {
    expiryOf,
    whileNobodyWrites: (blobId, work) => locks.hold(blobId, work),
    offset: async (actor, blobId) => standing(await find(actor, blobId)),
    async describe(actor, blobId) {
      const upload = await find(actor, blobId);
      return { offset: await standing(upload), length: upload.length };
    },
    receive: (actor, blobId, claimed, body, contentLength) =>
      locks.hold(blobId, async (stop) => {
        const upload = await find(actor, blobId);
        const offset = await standing(upload);
        if (claimed !== offset) throw new ProblemError('upload-offset');
        const missing = upload.length - offset;
        if (contentLength !== undefined && contentLength > missing) throw new ProblemError('body-too-large');
        if (upload.state === 'complete') return { offset, expiresAt: undefined };
        await room.requireFree();
        // A newer request for the same upload came: this one's connection is of no use any more.
        stop.addEventListener('abort', () => body.destroy(), { once: true });
        let current: StoredUpload = upload;
        let reached = offset;
        try {
          reached = await storageProblems(() =>
            storage.append(upload, bounded(body, missing), async (progress) => {
              if (!(await database.asActor(actor, (tx) => saveProgress(tx, current, progress))))
                throw new ProblemError('upload-offset');
              current = { ...current, ...progress };
            }),
          );
        } finally {
          if (reached < upload.length) await database.asActor(actor, (tx) => touchUpload(tx, blobId));
        }
        metrics.blobBytes.inc({ direction: 'in' }, reached - offset);
        if (reached < upload.length) return { offset: reached, expiresAt: expiryOf(new Date()) };
        metrics.uploads.inc({ outcome: 'completed' });
        return { offset: reached, expiresAt: undefined };
      }),
  };
}

/** No more than what is missing; what a sender adds behind the end is not read. */
async function* bounded(body: AsyncIterable<Uint8Array>, missing: number): AsyncGenerator<Uint8Array> {
  let left = missing;
  if (left === 0) return;
  for await (const bytes of body) {
    yield bytes.length > left ? bytes.subarray(0, left) : bytes;
    left -= bytes.length;
    if (left <= 0) return;
  }
}
