import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import type { FileSink } from '@sotto/client/platform';

/**
 * Writes beside the name and moves it there when all of it is written. What has that name already is not
 * overwritten.
 *
 * @throws when the folder cannot be written to.
 */
export async function nodeFileSink(path: string): Promise<FileSink> {
  const part = `${path}.${randomBytes(6).toString('hex')}.part`;
  // Whether the name is free is found out before anything is fetched.
  await (await open(path, 'wx')).close();
  await rm(path);
  const file = await open(part, 'wx');
  let at = 0;
  return {
    async write(bytes) {
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done);
        done += bytesWritten;
      }
      at += bytes.length;
    },
    async commit() {
      await file.sync();
      await file.close();
      try {
        const claimed = await open(path, 'wx');
        await claimed.close();
        await rename(part, path);
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
    },
    async abort() {
      await file.close().catch(() => {});
      await rm(part, { force: true });
    },
  };
}
