import { type AttachmentLayout, chunkBytes, chunkLength } from '@sotto/crypto/attachment';
import { ClientError } from '../../client-error.ts';
import type { Cancellation } from '../../platform/cancellation.ts';
import type { BlobTransport } from '../../transport/blob-transport.ts';
import type { RemoteBlob } from './remote-blob.ts';

/** Chunks `first` to `end` (exclusive) as the server sends them, each whole. Nothing of them is checked yet. */
export async function* remoteChunks(
  transport: BlobTransport,
  blob: RemoteBlob,
  layout: AttachmentLayout,
  { first, end }: { readonly first: number; readonly end: number },
  cancellation: Cancellation,
): AsyncGenerator<Uint8Array> {
  if (first >= end) return;
  const range = { from: first * chunkBytes, to: Math.min(end * chunkBytes, layout.paddedLength) };
  const { body } = await transport.receive(blob, range, cancellation);
  let index = first;
  let chunk = new Uint8Array(chunkLength(layout, index));
  let filled = 0;
  for await (const piece of body) {
    for (let at = 0; at < piece.length; ) {
      const count = Math.min(piece.length - at, chunk.length - filled);
      chunk.set(piece.subarray(at, at + count), filled);
      filled += count;
      at += count;
      if (filled < chunk.length) continue;
      yield chunk;
      index += 1;
      if (index === end) return;
      chunk = new Uint8Array(chunkLength(layout, index));
      filled = 0;
    }
  }
  // The connection ended as if that had been all.
  throw new ClientError('offline');
}
