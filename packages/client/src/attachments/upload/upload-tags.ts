import { tagBytes } from '@sotto/crypto/attachment';
import type { BlobId } from '@sotto/protocol';
import type { Changes, Reader } from '../../store/changes.ts';
import { bytesOf, numberOf } from '../../store/columns.ts';

/** Tags of sealed chunks, those that are known. 32 bytes for every 64 KiB of a file. */
export type KnownTags = {
  has(index: number): boolean;
  set(index: number, tag: Uint8Array): void;
  /** All of them, one behind the other. @throws RangeError when one is missing. */
  all(): Uint8Array;
  /** Those that were set since the last call, in runs. */
  takeNew(): { readonly first: number; readonly tags: Uint8Array }[];
};

export function knownTags(chunkCount: number): KnownTags {
  const tags = new Uint8Array(chunkCount * tagBytes);
  const known = new Uint8Array(chunkCount);
  let fresh: number[] = [];
  return {
    has: (index) => known[index] === 1,
    set(index, tag) {
      if (known[index] === 0) fresh.push(index);
      known[index] = 1;
      tags.set(tag, index * tagBytes);
    },
    all() {
      if (known.includes(0)) throw new RangeError('a chunk was not sealed yet');
      return tags;
    },
    takeNew() {
      const runs: { first: number; tags: Uint8Array }[] = [];
      const indexes = fresh.sort((a, b) => a - b);
      fresh = [];
      for (let at = 0; at < indexes.length; ) {
        let end = at + 1;
        while (end < indexes.length && indexes[end] === (indexes[end - 1] ?? 0) + 1) end++;
        const first = indexes[at] ?? 0;
        runs.push({ first, tags: tags.slice(first * tagBytes, (first + end - at) * tagBytes) });
        at = end;
      }
      return runs;
    },
  };
}

/** What earlier runs of the client left. */
export function loadTags(reader: Reader, blobId: BlobId, chunkCount: number): KnownTags {
  const known = knownTags(chunkCount);
  for (const row of reader.all('select first, tags from upload_tags where blob_id = ?', [blobId])) {
    const tags = bytesOf(row, 'tags');
    const first = numberOf(row, 'first');
    for (let i = 0; i * tagBytes < tags.length; i++) {
      known.set(first + i, tags.subarray(i * tagBytes, (i + 1) * tagBytes));
    }
  }
  known.takeNew();
  return known;
}

export function saveTags(changes: Changes, blobId: BlobId, known: KnownTags): void {
  for (const { first, tags } of known.takeNew()) {
    changes.run('insert or replace into upload_tags (blob_id, first, tags) values (?, ?, ?)', [
      blobId,
      first,
      tags,
    ]);
  }
}
