import type { FileSource } from '@sotto/client/platform';

/**
 * A `File` that a person chose, dropped or pasted, or the file behind a handle. A browser hands it out once: after
 * a restart it has to be chosen again.
 *
 * @throws when it is neither, or cannot be read.
 */
export async function browserFileSource(picked: string | object): Promise<FileSource> {
  const file = await fileOf(picked);
  return {
    name: 'name' in file && typeof file.name === 'string' ? file.name : '',
    mediaType: file.type,
    size: file.size,
    fingerprint: `${file.size} ${'lastModified' in file ? String(file.lastModified) : ''}`,
    reference: null,
    // The browser itself refuses to read a file that was changed since.
    async read(from, to) {
      const bytes = new Uint8Array(await file.slice(from, to).arrayBuffer());
      if (bytes.length !== to - from) throw new Error('the file has become shorter');
      return bytes;
    },
    close: async () => {},
  };
}

async function fileOf(picked: string | object): Promise<Blob> {
  if (picked instanceof Blob) return picked;
  if (picked instanceof FileSystemFileHandle) return picked.getFile();
  throw new TypeError('in a browser a file is a File or a FileSystemFileHandle');
}
