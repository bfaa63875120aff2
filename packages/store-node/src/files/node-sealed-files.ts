import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SealedFiles } from '@sotto/client/platform';

/** Sealed files in a folder that only its owner can read. */
export function nodeSealedFiles(folder: string): SealedFiles {
  const pathOf = (name: string) => {
    if (!/^[\w-]{1,64}$/.test(name)) throw new RangeError('not a name of a sealed file');
    return join(folder, name);
  };
  return {
    async open(name) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const path = pathOf(name);
      const file = await open(path, 'r+').catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
        return open(path, 'wx+', 0o600);
      });
      return {
        async read(from, to) {
          const bytes = new Uint8Array(Math.max(0, to - from));
          let done = 0;
          while (done < bytes.length) {
            const { bytesRead } = await file.read(bytes, done, bytes.length - done, from + done);
            if (bytesRead === 0) break;
            done += bytesRead;
          }
          return bytes.subarray(0, done);
        },
        async write(at, bytes) {
          for (let done = 0; done < bytes.length; ) {
            const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done);
            done += bytesWritten;
          }
        },
        flush: () => file.datasync(),
        close: () => file.close(),
      };
    },
    remove: (name) => rm(pathOf(name), { force: true }),
    list: () => readdir(folder).catch(() => []),
  };
}
