import { ciphertextHash } from '@sotto/crypto/attachment';
import type { BlobId } from '@sotto/protocol';
import { ClientError } from '../../client-error.ts';
import type { Cancellation } from '../../platform/cancellation.ts';
import type { Clock } from '../../platform/clock.ts';
import type { BlobTransport } from '../../transport/blob-transport.ts';
import { ServerProblem } from '../../transport/http-client.ts';
import type { OpenUpload } from './open-upload.ts';
import { sendWindow } from './send-window.ts';

/** What was learnt while sending is kept this often. */
const saveBytes = 32 * 1024 * 1024;

/**
 * Sends a blob from where the server says it stands to its end; the next piece is sealed while one is on its way.
 *
 * @param onProgress the server has so many bytes.
 * @returns the hash for the message.
 * @throws ServerProblem, ClientError.
 */
export async function sendFile(
  { transport, clock }: { readonly transport: BlobTransport; readonly clock: Clock },
  blobId: BlobId,
  upload: OpenUpload,
  cancellation: Cancellation,
  onProgress: (bytes: number) => void,
): Promise<Uint8Array> {
  const { blobLength } = upload.layout;
  const window = sendWindow();
  let offset = await transport.offset(blobId, cancellation);
  let saved = offset;
  // All of it arrived and the server was cut off before it said so: it is asked to finish.
  if (offset === blobLength) await transport.send(blobId, offset, new Uint8Array(), cancellation);
  const pieceAt = (at: number) =>
    at >= blobLength ? null : { at, bytes: upload.read(at, Math.min(blobLength, at + window.bytes)) };
  let next = pieceAt(offset);
  onProgress(offset);
  while (next !== null) {
    const { at, bytes } = next;
    const piece = await bytes;
    if (cancellation.requested) throw new ClientError('interrupted');
    // Sealed meanwhile. A failure is met when it is waited for.
    next = pieceAt(at + piece.length);
    next?.bytes.catch(() => {});
    const began = clock();
    const reached = await transport.send(blobId, at, piece, cancellation);
    window.sent(piece.length, clock() - began);
    if (reached !== at + piece.length) {
      if (reached <= at || reached > blobLength) throw new ClientError('bad-answer');
      // The server took less than it was sent.
      await next?.bytes.catch(() => {});
      next = pieceAt(reached);
    }
    offset = reached;
    onProgress(offset);
    if (offset - saved >= saveBytes) {
      upload.save();
      saved = offset;
    }
  }
  return ciphertextHash(upload.layout, await upload.tags());
}

/** Whether trying again can help, and what is shown until then. `null`: it is no passing trouble. */
export function waitReasonOf(error: unknown): 'offline' | 'server-full' | null {
  if (error instanceof ClientError)
    return error.code === 'offline' || error.code === 'bad-answer' ? 'offline' : null;
  if (!(error instanceof ServerProblem)) return null;
  switch (error.code) {
    case 'storage-full':
    case 'too-many-uploads':
      return 'server-full';
    case 'unavailable':
    case 'internal':
    case 'rate-limited':
    case 'too-many-connections':
    case 'upload-offset':
    case 'upload-busy':
    case 'token-expired':
      return 'offline';
    default:
      return null;
  }
}
