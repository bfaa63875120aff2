import {
  type AttachmentReference,
  type AttachmentSecret,
  beginOpening,
  beginSealing,
  type ChunkEngine,
  chunkBytes,
  chunkLength,
  ciphertextHash,
  fileBytesIn,
  layoutOf,
  portableChunkEngine,
  trailerOf,
} from '../../src/attachment/index.ts';
import { concatBytes } from '../../src/primitives/index.ts';

/** A sealed file as its two readers have it: the blob at the server, the reference in the message. */
export type SealedFile = { readonly blob: Uint8Array; readonly reference: AttachmentReference };

export async function sealFile(
  { key, fileId }: Omit<AttachmentSecret, 'length'>,
  file: Uint8Array,
  engine: ChunkEngine = portableChunkEngine,
): Promise<SealedFile> {
  const secret = { key, fileId, length: file.length };
  const sealer = await beginSealing(secret, engine);
  const chunks: Uint8Array[] = [];
  const tags: Uint8Array[] = [];
  for (let index = 0; index < sealer.layout.chunkCount; index++) {
    const at = index * chunkBytes;
    const { ciphertext, tag } = await sealer.seal(
      index,
      file.slice(at, at + fileBytesIn(sealer.layout, index)),
    );
    chunks.push(ciphertext);
    tags.push(tag);
  }
  const trailer = concatBytes(...tags);
  return {
    blob: concatBytes(...chunks, trailer),
    reference: {
      ...secret,
      commitment: sealer.commitment,
      ciphertextHash: ciphertextHash(sealer.layout, trailer),
    },
  };
}

/** Opens a whole blob; what it was refused for, or the file. */
export async function openFile(
  { blob, reference }: SealedFile,
  engine: ChunkEngine = portableChunkEngine,
): Promise<Uint8Array | string> {
  const opening = await beginOpening(reference, engine);
  if (opening.kind === 'refused') return opening.reason;
  const { layout } = opening.file;
  const checked = opening.file.checkTags(blob.slice(trailerOf(layout).from), blob.length);
  if (checked.kind === 'refused') return checked.reason;
  const parts: Uint8Array[] = [];
  for (let index = 0; index < layout.chunkCount; index++) {
    const at = index * chunkBytes;
    const opened = await checked.file.open(index, blob.slice(at, at + chunkLength(layout, index)));
    if (opened.kind === 'refused') return opened.reason;
    parts.push(opened.plaintext);
  }
  return concatBytes(...parts);
}

/** Two chunks and something, so that there is a first, a middle and a last one. */
export const threeChunks = 2 * chunkBytes + 5000;

export const chunksOf = (length: number): number => layoutOf(length).chunkCount;
