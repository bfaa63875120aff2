import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BlobId } from '@sotto/protocol';
import {
  type BlobStorage,
  StorageFullError,
  type StoredUpload,
  type UploadProgress,
} from './blob-storage.ts';
import { coalesce } from './coalesce.ts';

const pieceBytes = 1024 * 1024;
/** Synchronised to the disk this often: what a loss of power makes a sender send again. */
const syncBytes = 32 * 1024 * 1024;
const readPieceBytes = 256 * 1024;

/**
 * Blobs in a folder, one file each, in 256 subfolders by the first byte of their names. Only the server's user can
 * read them.
 */
export function diskStorage(folder: string): BlobStorage {
  /** Uploads this process wrote to: here more than what is on the disk can be relied on, until it ends. */
  const written = new Map<BlobId, number>();
  const pathOf = (blobId: BlobId) => join(folder, blobId.slice(0, 2), blobId);
  const offsetOf = ({ blobId, stored }: StoredUpload) => Math.max(stored, written.get(blobId) ?? 0);

  return {
    offset: async (upload) => offsetOf(upload),
    async append(upload, body, record) {
      const { blobId, length } = upload;
      const path = pathOf(blobId);
      const file = await openForWriting(path);
      let offset = offsetOf(upload);
      try {
        const syncing = backgroundSync(file, upload.stored, record);
        try {
          for await (const piece of coalesce(body, pieceBytes)) {
            await writeWhole(file, piece, offset);
            offset += piece.length;
            written.set(blobId, offset);
            await syncing.reached(offset);
          }
        } finally {
          await syncing.settled();
        }
        if (offset < length) return offset;
        // What a crash left behind the end.
        await file.truncate(length);
        await file.sync();
      } finally {
        await file.close();
      }
      await syncFolder(dirname(path));
      await record({ stored: length, storage: {} });
      written.delete(blobId);
      return length;
    },
    async read(blobId, from, to) {
      const file = await open(pathOf(blobId), 'r');
      return createReadStream('', {
        fd: file,
        start: from,
        end: to - 1,
        highWaterMark: readPieceBytes,
        autoClose: true,
      });
    },
    async remove(blobId) {
      written.delete(blobId);
      await rm(pathOf(blobId), { force: true });
    },
    async freeBytes() {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    },
    async *list(untouchedSince) {
      for (const shard of await namesIn(folder)) {
        const found: BlobId[] = [];
        for (const name of await namesIn(join(folder, shard))) {
          const blobId = BlobId.safeParse(name);
          const touched = await stat(join(folder, shard, name)).catch(() => undefined);
          if (blobId.success && touched !== undefined && touched.mtime < untouchedSince)
            found.push(blobId.data);
        }
        if (found.length > 0) yield found;
      }
    },
  };
}

async function openForWriting(path: string): Promise<FileHandle> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  // Neither emptied nor appended to: every write says where it goes.
  return open(path, 'r+').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return open(path, 'wx+', 0o600);
  });
}

async function writeWhole(file: FileHandle, piece: Uint8Array, at: number): Promise<void> {
  try {
    for (let done = 0; done < piece.length; ) {
      const { bytesWritten } = await file.write(piece, done, piece.length - done, at + done);
      done += bytesWritten;
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') throw new StorageFullError(code);
    throw error;
  }
}

/** Synchronises while more is written; a sender faster than the disk waits. */
function backgroundSync(
  file: FileHandle,
  stored: number,
  record: (progress: UploadProgress) => Promise<void>,
) {
  let durable = stored;
  let running: Promise<void> | undefined;
  const sync = async (offset: number) => {
    await file.datasync();
    await record({ stored: offset, storage: {} });
    durable = offset;
  };
  return {
    async reached(offset: number): Promise<void> {
      if (offset - durable < syncBytes) return;
      if (running !== undefined) {
        if (offset - durable < 2 * syncBytes) return;
        await running;
      }
      running = sync(offset).finally(() => {
        running = undefined;
      });
      // Whoever waits for it hears of a failure; it is not an error of its own.
      running.catch(() => {});
    },
    settled: async () => running,
  };
}

/** So that the file's name is as durable as its bytes. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function namesIn(path: string): Promise<string[]> {
  try {
    return (await readdir(path)).sort();
  } catch {
    return [];
  }
}
