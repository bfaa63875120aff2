import { chunkBytes, chunkLength, type VerifiedAttachment } from '@sotto/crypto/attachment';
import type { FileBody } from '@sotto/protocol/content';
import { ClientError } from '../../client-error.ts';
import type { DeviceContext } from '../../device-context.ts';
import type { Cancellation } from '../../platform/cancellation.ts';
import type { BlobTransport } from '../../transport/blob-transport.ts';
import { readCopy } from '../local-copies.ts';
import { remoteBlob } from './remote-blob.ts';
import { remoteChunks } from './remote-chunks.ts';
import type { VerifiedBlob } from './verify-blob.ts';

export type ReadChunk = {
  readonly index: number;
  readonly ciphertext: Uint8Array;
  /** The file's own bytes of it. */
  readonly plaintext: Uint8Array;
};

type Chunks = { readonly first: number; readonly end: number };

/**
 * Chunks of a file, each checked against its tag before it is handed on: what of them is on this device, then the rest
 * from the server.
 *
 * @throws ClientError `file-damaged`, `offline`, `interrupted`; ServerProblem.
 */
export async function* readChunks(
  context: Pick<DeviceContext, 'database' | 'platform'>,
  transport: BlobTransport,
  body: FileBody,
  { file }: VerifiedBlob,
  { first, end }: Chunks,
  cancellation: Cancellation,
): AsyncGenerator<ReadChunk> {
  const { layout } = file;
  let index = first;
  for await (const chunk of localChunks(context, body, file, { first, end }, cancellation)) {
    yield chunk;
    index = chunk.index + 1;
  }
  const chunks = remoteChunks(transport, remoteBlob(body), layout, { first: index, end }, cancellation);
  for await (const ciphertext of chunks) {
    const opened = await file.open(index, ciphertext);
    if (opened.kind === 'refused') throw new ClientError('file-damaged');
    yield { index, ciphertext, plaintext: opened.plaintext };
    index += 1;
  }
}

/** What of them is on this device; ends where it has nothing, or not what it should have. */
async function* localChunks(
  { database, platform }: Pick<DeviceContext, 'database' | 'platform'>,
  { blobId }: FileBody,
  file: VerifiedAttachment,
  { first, end }: Chunks,
  cancellation: Cancellation,
): AsyncGenerator<ReadChunk> {
  const stop = Math.min(end, readCopy(database, blobId)?.received ?? 0);
  const sealed = first < stop ? await platform.files.sealed() : null;
  if (sealed === null) return;
  const copy = await sealed.open(blobId);
  try {
    for (let index = first; index < stop; index++) {
      if (cancellation.requested) throw new ClientError('interrupted');
      const from = index * chunkBytes;
      const ciphertext = await copy.read(from, from + chunkLength(file.layout, index));
      const opened = await file.open(index, ciphertext);
      if (opened.kind === 'refused') return;
      yield { index, ciphertext, plaintext: opened.plaintext };
    }
  } finally {
    await copy.close();
  }
}

/** How to bear that a connection breaks: resolves when it is time to try again, or throws. */
export type Patience = (attempt: number) => Promise<void>;

/** The same, across connections: what came before a break is not asked for again. */
export async function* readChunksPatiently(
  ...[context, transport, body, verified, { first, end }, cancellation, patience]: [
    ...Parameters<typeof readChunks>,
    Patience,
  ]
): AsyncGenerator<ReadChunk> {
  let next = first;
  for (let attempt = 1; next < end; attempt++) {
    try {
      const range = { first: next, end };
      for await (const chunk of readChunks(context, transport, body, verified, range, cancellation)) {
        yield chunk;
        next = chunk.index + 1;
        attempt = 1;
      }
    } catch (error) {
      if (!(error instanceof ClientError) || error.code !== 'offline') throw error;
      await patience(attempt);
    }
  }
}
