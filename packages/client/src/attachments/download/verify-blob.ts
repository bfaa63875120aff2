import { beginOpening, layoutOf, trailerOf, type VerifiedAttachment } from '@sotto/crypto/attachment';
import { uuidToBytes } from '@sotto/protocol';
import type { FileBody } from '@sotto/protocol/content';
import { ClientError } from '../../client-error.ts';
import type { DeviceContext } from '../../device-context.ts';
import type { Cancellation } from '../../platform/cancellation.ts';
import type { BlobTransport } from '../../transport/blob-transport.ts';
import { readCopy, removeCopy, withCopy } from '../local-copies.ts';
import { receiveBytes, remoteBlob } from './remote-blob.ts';

/** A file whose every chunk is decided by its message, and its tags as they were checked. */
export type VerifiedBlob = { readonly file: VerifiedAttachment; readonly tags: Uint8Array };

/**
 * Checks key and tags of a file against its message, before a byte of it is decrypted (REQ-C4): with the copy on this
 * device, or the tags from the server.
 *
 * @throws ClientError `file-damaged`, `offline`, `interrupted`; ServerProblem.
 */
export async function verifyBlob(
  context: Pick<DeviceContext, 'database' | 'platform'>,
  transport: BlobTransport,
  body: FileBody,
  cancellation: Cancellation,
): Promise<VerifiedBlob> {
  const { platform, database } = context;
  const { key, length, commitment, ciphertextHash, blobId } = body;
  const reference = { key, fileId: uuidToBytes(blobId), length, commitment, ciphertextHash };
  const opening = await beginOpening(reference, platform.files.engine);
  if (opening.kind === 'refused') throw new ClientError('file-damaged');
  const layout = layoutOf(length);
  const range = trailerOf(layout);

  if (readCopy(database, blobId) !== null) {
    const tags = await withCopy(context, blobId, (copy) => copy.read(range.from, range.to));
    const checked = tags === null ? null : opening.file.checkTags(tags, layout.blobLength);
    if (tags !== null && checked?.kind === 'verified') return { file: checked.file, tags };
    // The disk has lost something: it is fetched anew.
    database.commit((changes) => removeCopy(changes, blobId));
  }
  const { bytes, blobLength } = await receiveBytes(transport, remoteBlob(body), range, cancellation);
  const checked = opening.file.checkTags(bytes, blobLength);
  if (checked.kind === 'refused') {
    // Cut short on its way: that is no word about the file.
    if (blobLength === layout.blobLength && bytes.length < range.to - range.from)
      throw new ClientError('offline');
    throw new ClientError('file-damaged');
  }
  return { file: checked.file, tags: bytes };
}
