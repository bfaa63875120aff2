import { type FileHandle, open } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { FileSource } from '@sotto/client/platform';

/** A file on this machine. @throws when it is none, or cannot be read. */
export async function nodeFileSource(path: string): Promise<FileSource> {
  const file = await open(path, 'r');
  try {
    const first = await describe(file);
    return {
      name: basename(path),
      mediaType: '',
      size: first.size,
      fingerprint: first.fingerprint,
      reference: resolve(path),
      async read(from, to) {
        const bytes = new Uint8Array(to - from);
        for (let done = 0; done < bytes.length; ) {
          const { bytesRead } = await file.read(bytes, done, bytes.length - done, from + done);
          if (bytesRead === 0) throw new Error('the file has become shorter');
          done += bytesRead;
        }
        if ((await describe(file)).fingerprint !== first.fingerprint) throw new Error('the file has changed');
        return bytes;
      },
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function describe(file: FileHandle): Promise<{ size: number; fingerprint: string }> {
  const stat = await file.stat({ bigint: true });
  if (!stat.isFile()) throw new Error('not a file');
  return { size: Number(stat.size), fingerprint: `${stat.size} ${stat.mtimeNs} ${stat.ino}` };
}
