import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BlobId } from '@sotto/protocol';
import { expect, test } from 'vitest';
import { StorageFullError, type UploadProgress } from './blob-storage.ts';
import { coalesce } from './coalesce.ts';
import { diskStorage } from './disk-storage.ts';

const blobId = BlobId.parse('0f8fad5b-d9cb-469f-a165-70867728950e');
const mebibyte = 2 ** 20;
const newFolder = () => mkdtempSync(join(tmpdir(), 'sotto-blobs-'));

async function* pieces(total: number, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < total; at += size) yield new Uint8Array(Math.min(size, total - at)).fill(at / size);
}

test('a disk that is full is told apart from other faults, and what came before stays', async () => {
  const folder = newFolder();
  mkdirSync(join(folder, '0f'));
  const storage = diskStorage(folder);
  const upload = { blobId, length: 5 * mebibyte, stored: 0, storage: {} };
  await storage.append(upload, pieces(2 * mebibyte, 65_536), async () => {});
  // The kernel's own full device in the place of the file.
  rmSync(join(folder, '0f', blobId));
  symlinkSync('/dev/full', join(folder, '0f', blobId));
  const failing = storage.append(upload, pieces(3 * mebibyte, 65_536), async () => {});
  await expect(failing).rejects.toBeInstanceOf(StorageFullError);
  expect(await storage.offset(upload)).toBe(2 * mebibyte);
});

test('what is durable is said while more comes, in order, and the last word is the whole', async () => {
  const storage = diskStorage(newFolder());
  const length = 100 * mebibyte;
  const said: UploadProgress[] = [];
  const body = pieces(length, mebibyte);
  await storage.append({ blobId, length, stored: 0, storage: {} }, body, async (progress) => {
    said.push(progress);
  });
  const stored = said.map((progress) => progress.stored);
  expect(stored.at(-1)).toBe(length);
  expect(stored.length).toBeGreaterThan(1);
  expect(stored).toEqual([...stored].sort((a, b) => a - b));
});

test('what the database does not take ends the upload', async () => {
  const storage = diskStorage(newFolder());
  const upload = { blobId, length: mebibyte, stored: 0, storage: {} };
  const refusing = storage.append(upload, pieces(mebibyte, 65_536), async () => {
    throw new Error('another node went on with it');
  });
  await expect(refusing).rejects.toThrow('another node');
});

test('small pieces become large ones, and what came before a break is handed on', async () => {
  async function* breaking(): AsyncGenerator<Uint8Array> {
    yield* pieces(250, 7);
    throw new Error('the line broke');
  }
  const sizes: number[] = [];
  const bytes: number[] = [];
  const reading = (async () => {
    for await (const piece of coalesce(breaking(), 100)) {
      sizes.push(piece.length);
      bytes.push(...piece);
    }
  })();
  await expect(reading).rejects.toThrow('the line broke');
  expect(sizes).toEqual([100, 100, 50]);
  expect(bytes).toEqual(Array.from({ length: 250 }, (_, at) => Math.floor(at / 7)));
});

test('a name nobody gave is not listed', async () => {
  const folder = newFolder();
  mkdirSync(join(folder, 'ab', 'something'), { recursive: true });
  const names: BlobId[] = [];
  for await (const page of diskStorage(folder).list(new Date(Date.now() + 1000))) names.push(...page);
  expect(names).toEqual([]);
});
