import type { SealedFile, SealedFiles } from '@sotto/client/platform';

const folderName = '.sotto-files';

/** What of a synchronous handle is used; the types of the DOM know it in workers only. */
type SyncHandle = {
  read(into: Uint8Array, options: { at: number }): number;
  write(bytes: Uint8Array, options: { at: number }): number;
  getSize(): number;
  flush(): void;
  close(): void;
};

type Held = { readonly handle: SyncHandle; users: number };

/**
 * Sealed files in the origin's private file system. A file can be open once in all of the browser, so this worker
 * opens each once and shares it.
 *
 * @returns `null` where there is no such file system: a private window, or an old browser.
 */
export async function opfsSealedFiles(): Promise<SealedFiles | null> {
  let folder: FileSystemDirectoryHandle;
  try {
    const root = await navigator.storage.getDirectory();
    folder = await root.getDirectoryHandle(folderName, { create: true });
  } catch {
    return null;
  }
  const open = new Map<string, Promise<Held>>();

  async function hold(name: string): Promise<Held> {
    const file = await folder.getFileHandle(name, { create: true });
    const synchronous = file as unknown as { createSyncAccessHandle(): Promise<SyncHandle> };
    return { handle: await synchronous.createSyncAccessHandle(), users: 0 };
  }

  return {
    async open(name) {
      const opening = open.get(name) ?? hold(name);
      open.set(name, opening);
      try {
        const held = await opening;
        held.users += 1;
        return fileOver(held, () => {
          held.users -= 1;
          if (held.users > 0) return;
          open.delete(name);
          held.handle.close();
        });
      } catch (error) {
        open.delete(name);
        throw error;
      }
    },
    async remove(name) {
      const held = await open.get(name)?.catch(() => undefined);
      open.delete(name);
      held?.handle.close();
      await folder.removeEntry(name).catch((error: DOMException) => {
        if (error.name !== 'NotFoundError') throw error;
      });
    },
    async list() {
      const names: string[] = [];
      const entries = folder as unknown as { keys(): AsyncIterable<string> };
      for await (const name of entries.keys()) names.push(name);
      return names;
    },
  };
}

function fileOver({ handle }: Held, release: () => void): SealedFile {
  let closed = false;
  return {
    async read(from, to) {
      const bytes = new Uint8Array(Math.max(0, Math.min(to, handle.getSize()) - from));
      return bytes.subarray(0, handle.read(bytes, { at: from }));
    },
    async write(at, bytes) {
      if (handle.write(bytes, { at }) !== bytes.length) throw new Error('there is no room left');
    },
    async flush() {
      handle.flush();
    },
    async close() {
      if (closed) return;
      closed = true;
      release();
    },
  };
}
