import { attachmentKeys } from '@sotto/crypto/attachment';
import { uuidToBytes } from '@sotto/protocol';
import { type FileBody, filePart, textPart, unitOf } from '@sotto/protocol/content';
import { ClientError } from '../../client-error.ts';
import type { DeviceContext } from '../../device-context.ts';
import { sendPart } from '../../messages/send-content.ts';
import { addDuty } from '../duty-table.ts';
import { readUpload, readUploadFiles, removeUpload, type UploadFileRecord } from './upload-table.ts';

/**
 * Everything is at the server: the files become a message, and the upload ends, in one transaction. Nothing happens
 * while a file is missing.
 *
 * @throws ClientError as `sendMessage`.
 */
export function finishUpload(
  context: Pick<DeviceContext, 'database' | 'platform' | 'self'>,
  uploadId: string,
): void {
  const { database } = context;
  database.commit((changes) => {
    const upload = readUpload(changes, uploadId);
    const files = readUploadFiles(changes, uploadId);
    if (upload === null || files.some((file) => file.ciphertextHash === null)) return;
    const bodies = files.map(bodyOf);
    const { messageId } = writeMessage(context, upload, bodies);
    for (const { blobId } of files) addDuty(changes, blobId, 'keep', messageId);
    removeUpload(changes, uploadId);
  });
}

/** Pictures make a message large: where it is too large for one, they are left out, the colours stay. */
function writeMessage(
  context: Pick<DeviceContext, 'database' | 'platform' | 'self'>,
  { conversationId, caption, options }: NonNullable<ReturnType<typeof readUpload>>,
  bodies: readonly FileBody[],
) {
  const partOf = (files: readonly FileBody[]) =>
    unitOf([...files.map(filePart), ...(caption === '' ? [] : [textPart(caption)])]);
  try {
    return sendPart(context, conversationId, partOf(bodies), options);
  } catch (error) {
    if (!(error instanceof ClientError) || error.code !== 'message-too-long') throw error;
    const bare = bodies.map((body) => ({ ...body, preview: null }));
    return sendPart(context, conversationId, partOf(bare), options);
  }
}

function bodyOf(file: UploadFileRecord): FileBody {
  const { commitment, encryptionKey, authenticationKey } = attachmentKeys({
    key: file.key,
    fileId: uuidToBytes(file.blobId),
    length: file.bytes,
  });
  encryptionKey.fill(0);
  authenticationKey.fill(0);
  return {
    ...file.said,
    blobId: file.blobId,
    key: file.key,
    length: file.bytes,
    commitment,
    ciphertextHash: file.ciphertextHash ?? new Uint8Array(32),
    expires: 0,
  };
}
