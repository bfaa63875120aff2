import {
  type AttachmentLayout,
  type AttachmentSealer,
  beginSealing,
  type ChunkEngine,
  chunkBytes,
  fileBytesIn,
} from '@sotto/crypto/attachment';
import type { FileSource } from '../../platform/file-source.ts';
import type { KnownTags } from './upload-tags.ts';

/** The blob of a file, sealed as it is read: the whole is never in memory, and nothing of it on the disk. */
export type SealingReader = {
  readonly layout: AttachmentLayout;
  readonly commitment: Uint8Array;
  /** Bytes `from` to `to` (exclusive) of the blob. */
  read(from: number, to: number): Promise<Uint8Array>;
  /** Tags of all chunks; reads what was not sealed yet. */
  allTags(): Promise<Uint8Array>;
};

type Secret = { readonly key: Uint8Array; readonly fileId: Uint8Array };

/** Chunks of the source read at once: one look at the disk instead of many. */
const chunksAtOnce = 64;

export async function sealingReader(
  engine: ChunkEngine,
  secret: Secret,
  source: Pick<FileSource, 'size' | 'read'>,
  tags: KnownTags,
): Promise<SealingReader> {
  const sealer = await beginSealing({ ...secret, length: source.size }, engine);
  const { layout, commitment } = sealer;

  /** Seals chunks `first` to `end` (exclusive) and hands each on. */
  async function seal(first: number, end: number, take: (index: number, ciphertext: Uint8Array) => void) {
    for (let at = first; at < end; at += chunksAtOnce) {
      await sealSome(sealer, source, tags, at, Math.min(end, at + chunksAtOnce), take);
    }
  }

  async function readChunks(from: number, to: number, into: Uint8Array): Promise<void> {
    const first = Math.floor(from / chunkBytes);
    const end = Math.ceil(to / chunkBytes);
    await seal(first, end, (index, ciphertext) => {
      const begins = index * chunkBytes;
      const wanted = ciphertext.subarray(
        Math.max(0, from - begins),
        Math.min(ciphertext.length, to - begins),
      );
      into.set(wanted, Math.max(0, begins - from));
    });
  }

  async function allTags(): Promise<Uint8Array> {
    for (let index = 0; index < layout.chunkCount; index++) {
      if (!tags.has(index)) await seal(index, index + 1, () => {});
    }
    return tags.all();
  }

  return {
    layout,
    commitment,
    allTags,
    async read(from, to) {
      const into = new Uint8Array(to - from);
      const chunksEnd = Math.min(to, layout.paddedLength);
      if (from < chunksEnd) await readChunks(from, chunksEnd, into);
      if (to > layout.paddedLength) {
        const trailer = await allTags();
        const start = Math.max(0, from - layout.paddedLength);
        into.set(trailer.subarray(start, to - layout.paddedLength), Math.max(0, layout.paddedLength - from));
      }
      return into;
    },
  };
}

async function sealSome(
  sealer: AttachmentSealer,
  source: Pick<FileSource, 'size' | 'read'>,
  tags: KnownTags,
  first: number,
  end: number,
  take: (index: number, ciphertext: Uint8Array) => void,
): Promise<void> {
  const from = Math.min(source.size, first * chunkBytes);
  const to = Math.min(source.size, end * chunkBytes);
  const plaintext = to > from ? await source.read(from, to) : new Uint8Array();
  for (let index = first; index < end; index++) {
    const at = (index - first) * chunkBytes;
    const own = plaintext.subarray(at, at + fileBytesIn(sealer.layout, index));
    const { ciphertext, tag } = await sealer.seal(index, own);
    tags.set(index, tag);
    take(index, ciphertext);
  }
}
