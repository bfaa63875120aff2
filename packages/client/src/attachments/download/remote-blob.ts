import { attachmentCapability } from '@sotto/crypto/attachment';
import { type BlobId, uuidToBytes } from '@sotto/protocol';
import type { FileBody } from '@sotto/protocol/content';
import type { Cancellation } from '../../platform/cancellation.ts';
import type { BlobTransport } from '../../transport/blob-transport.ts';

/** What the server asks for before it gives a blob. */
export type RemoteBlob = { readonly blobId: BlobId; readonly capability: Uint8Array };

export function remoteBlob({ blobId, key }: Pick<FileBody, 'blobId' | 'key'>): RemoteBlob {
  return { blobId, capability: attachmentCapability({ key, fileId: uuidToBytes(blobId) }) };
}

/** Some bytes of a blob at once, and how long the server says the whole is. */
export async function receiveBytes(
  transport: BlobTransport,
  blob: RemoteBlob,
  range: { readonly from: number; readonly to: number },
  cancellation: Cancellation,
): Promise<{ readonly bytes: Uint8Array; readonly blobLength: number }> {
  const { body, blobLength } = await transport.receive(blob, range, cancellation);
  const into = new Uint8Array(range.to - range.from);
  let at = 0;
  for await (const piece of body) {
    const fitting = piece.subarray(0, into.length - at);
    into.set(fitting, at);
    at += fitting.length;
  }
  // What is missing is met as wrong tags.
  return { bytes: into.subarray(0, at), blobLength };
}
