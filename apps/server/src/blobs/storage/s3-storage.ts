import { Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { BlobId } from '@sotto/protocol';
import { z } from 'zod';
import type { BlobStorage, StoredUpload, UploadProgress } from './blob-storage.ts';
import { coalesce } from './coalesce.ts';
import { type S3Client, S3Error } from './s3-client.ts';

/** S3 takes no smaller parts than 5 MiB, but for the last one, and no more than 10,000. */
const smallestPartBytes = 8 * 1024 * 1024;
const partsMax = 9000;
const mebibyte = 1024 * 1024;

/** What is kept in the database of an upload: its name at the store and the parts that are there. */
const Notes = z.object({
  uploadId: z.string().optional(),
  parts: z.array(z.string()).default([]),
  /** Bytes behind the last whole part, in an object of their own until more come. */
  tail: z.int().default(0),
});
type Notes = z.infer<typeof Notes>;

/**
 * Blobs in an object store, so that any node can go on with any upload. An upload is a multipart upload; what is
 * too short for a part waits beside it. Whatever `stored` counts is at the store.
 */
export function s3Storage(client: S3Client): BlobStorage {
  return {
    offset: async ({ stored }) => stored,
    async append(upload, body, record) {
      const writer = await partWriter(client, upload, record);
      try {
        for await (const piece of coalesce(writer.resumed(body), partBytesOf(upload.length))) {
          await writer.write(piece);
        }
      } finally {
        await writer.rest();
      }
      return writer.offset();
    },
    async read(blobId, from, to) {
      const stream = await client.getRange(keyOf(blobId), from, to);
      return Readable.fromWeb(stream as unknown as NodeReadableStream);
    },
    async remove(blobId, storage) {
      const { uploadId } = Notes.parse(storage);
      if (uploadId !== undefined) await client.abortMultipart(keyOf(blobId), uploadId);
      await client.remove(tailOf(blobId));
      await client.remove(keyOf(blobId));
    },
    freeBytes: async () => undefined,
    async *list(untouchedSince) {
      for (const prefix of ['blobs/', 'tails/'])
        for await (const page of client.list(prefix)) {
          const names = page
            .filter(({ modified }) => modified < untouchedSince)
            .map(({ key }) => BlobId.safeParse(key.slice(prefix.length)));
          yield names.flatMap((name) => (name.success ? [name.data] : []));
        }
    },
  };
}

const keyOf = (blobId: BlobId) => `blobs/${blobId}`;
const tailOf = (blobId: BlobId) => `tails/${blobId}`;

function partBytesOf(length: number): number {
  return Math.max(smallestPartBytes, Math.ceil(length / partsMax / mebibyte) * mebibyte);
}

async function partWriter(
  client: S3Client,
  { blobId, length, stored, storage }: StoredUpload,
  record: (progress: UploadProgress) => Promise<void>,
) {
  const key = keyOf(blobId);
  let notes: Notes = Notes.parse(storage);
  let whole = stored - notes.tail;
  /** Read and not in a part yet. */
  let held: Uint8Array | undefined;
  const save = (next: Notes, nextWhole: number) => {
    notes = next;
    whole = nextWhole;
    return record({ stored: whole + notes.tail, storage: notes });
  };

  async function begun(): Promise<string> {
    if (notes.uploadId !== undefined) return notes.uploadId;
    const uploadId = await client.beginMultipart(key);
    await save({ ...notes, uploadId }, whole);
    return uploadId;
  }

  async function putPart(piece: Uint8Array): Promise<void> {
    const last = whole + piece.length === length;
    const uploadId = await begun();
    let parts: readonly string[] = notes.parts;
    try {
      parts = [...parts, await client.putPart(key, uploadId, parts.length + 1, piece)];
      if (last) await client.endMultipart(key, uploadId, parts);
    } catch (error) {
      // It had ended, and the answer or our note of it was lost.
      if (!last || !(error instanceof S3Error && error.status === 404) || !(await isThere())) throw error;
    }
    const hadTail = notes.tail > 0;
    await save({ uploadId, parts: [...parts], tail: 0 }, whole + piece.length);
    if (hadTail) await client.remove(tailOf(blobId));
  }

  /** Whether the whole object is at the store. */
  async function isThere(): Promise<boolean> {
    try {
      await (await client.getRange(key, length - 1, length)).cancel();
      return true;
    } catch {
      return false;
    }
  }

  return {
    offset: () => whole + notes.tail,
    /** What waits beside the parts, then what comes. */
    async *resumed(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      if (notes.tail > 0) yield (await client.get(tailOf(blobId))).subarray(0, notes.tail);
      yield* body;
    },
    async write(piece: Uint8Array): Promise<void> {
      held = piece;
      if (piece.length === partBytesOf(length) || whole + piece.length === length) {
        await putPart(piece);
        held = undefined;
      }
    },
    /** What is left when the body ended: kept for the next time. */
    async rest(): Promise<void> {
      if (held === undefined || held.length <= notes.tail) return;
      await client.put(tailOf(blobId), held);
      await save({ ...notes, tail: held.length }, whole);
    },
  };
}
