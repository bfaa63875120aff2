import type { SottoClient } from '@sotto/client';
import { mayBeDrawn } from './picture-pixels.ts';

/** A picture that was opened: its address, or that it is none that is drawn. */
export type OpenedPicture =
  | { readonly kind: 'drawn'; readonly url: string; readonly bytes: number }
  | { readonly kind: 'not-drawn' };

type Entry = { readonly opening: Promise<OpenedPicture>; users: number; bytes: number; url: string | null };

/** Kept when nobody shows them any more, so that scrolling back is immediate. */
const keptBytes = 96 * 1024 * 1024;

/** Pictures of this page, each opened once however often it is shown. */
export type OpenedPictures = {
  /** Released when it is not shown any more. */
  hold(fileId: string): { readonly opening: Promise<OpenedPicture>; release(): void };
};

const perClient = new WeakMap<SottoClient, OpenedPictures>();

export function openedPictures(client: SottoClient): OpenedPictures {
  const known = perClient.get(client);
  if (known !== undefined) return known;
  const made = createOpenedPictures(client);
  perClient.set(client, made);
  return made;
}

function createOpenedPictures(client: SottoClient): OpenedPictures {
  // In the order of last use.
  const entries = new Map<string, Entry>();

  function begin(fileId: string): Entry {
    const opening = client.openFile(fileId).then(({ bytes, mediaType, show }): OpenedPicture => {
      if (show !== 'image' || !mayBeDrawn(bytes)) return { kind: 'not-drawn' };
      const url = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: mediaType }));
      entry.bytes = bytes.length;
      entry.url = url;
      evict();
      return { kind: 'drawn', url, bytes: bytes.length };
    });
    const entry: Entry = { opening, users: 0, bytes: 0, url: null };
    // What failed is tried again when it is asked for again.
    opening.catch(() => entries.delete(fileId));
    return entry;
  }

  function evict(): void {
    let bytes = [...entries.values()].reduce((sum, entry) => sum + entry.bytes, 0);
    for (const [fileId, entry] of entries) {
      if (bytes <= keptBytes) return;
      if (entry.users > 0 || entry.url === null) continue;
      URL.revokeObjectURL(entry.url);
      bytes -= entry.bytes;
      entries.delete(fileId);
    }
  }

  return {
    hold(fileId) {
      const entry = entries.get(fileId) ?? begin(fileId);
      entries.delete(fileId);
      entries.set(fileId, entry);
      entry.users += 1;
      let held = true;
      return {
        opening: entry.opening,
        release() {
          if (!held) return;
          held = false;
          entry.users -= 1;
          evict();
        },
      };
    },
  };
}
