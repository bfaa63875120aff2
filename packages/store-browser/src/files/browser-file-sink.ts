import type { FileSink } from '@sotto/client/platform';

/**
 * Writes where a handle says. The browser writes beside the file and puts it in place when it is closed, so nothing
 * appears before all of it is there.
 *
 * @throws when it is no handle, or the person does not allow it.
 */
export async function browserFileSink(destination: string | object): Promise<FileSink> {
  if (!(destination instanceof FileSystemFileHandle))
    throw new TypeError('in a browser a file is written through a FileSystemFileHandle');
  const stream = await destination.createWritable();
  return {
    write: (bytes) => stream.write(bytes as Uint8Array<ArrayBuffer>),
    commit: () => stream.close(),
    abort: () => stream.abort().catch(() => {}),
  };
}
