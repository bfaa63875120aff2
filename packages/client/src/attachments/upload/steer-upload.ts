import type { PickedFile } from '../../api/file.ts';
import { ClientError } from '../../client-error.ts';
import type { DeviceContext } from '../../device-context.ts';
import { addDuty } from '../duty-table.ts';
import {
  advanceFile,
  readUpload,
  readUploadFiles,
  removeUpload,
  setUploadState,
  type UploadRecord,
} from './upload-table.ts';
import type { Uploads } from './uploads.ts';

type Context = Pick<DeviceContext, 'database' | 'platform'>;

function find({ database }: Context, uploadId: string): UploadRecord {
  const upload = readUpload(database, uploadId);
  if (upload === null) throw new ClientError('unknown-upload');
  return upload;
}

/** @throws ClientError `unknown-upload`: it has become a message, or was cancelled. */
export function pauseUpload(context: Context, uploads: Uploads, uploadId: string): void {
  const { state } = find(context, uploadId);
  if (state === 'running') context.database.commit((changes) => setUploadState(changes, uploadId, 'paused'));
  uploads.interrupt(uploadId);
}

/** Goes on from where the server says it stands, also after a failure. @throws ClientError `unknown-upload`. */
export function resumeUpload(context: Context, uploadId: string): void {
  find(context, uploadId);
  context.database.commit((changes) => {
    for (const { blobId } of readUploadFiles(changes, uploadId)) {
      advanceFile(changes, blobId, { attempts: 0, nextAt: 0 });
    }
    setUploadState(changes, uploadId, 'running');
  });
}

/** Nothing of it stays, here or at the server. @throws ClientError `unknown-upload`. */
export function cancelUpload(context: Context, uploads: Uploads, uploadId: string): void {
  find(context, uploadId);
  uploads.interrupt(uploadId);
  context.database.commit((changes) => {
    for (const { blobId } of readUploadFiles(changes, uploadId)) {
      addDuty(changes, blobId, 'drop');
      // Announced or about to be: an answer may be under way.
      addDuty(changes, blobId, 'remove');
    }
    removeUpload(changes, uploadId);
  });
}

/**
 * The file of an upload, chosen again after a restart.
 *
 * @throws ClientError `unknown-upload`, `file-unreadable`, `file-changed` when it is another one.
 */
export async function supplyFile(
  context: Context,
  uploads: Uploads,
  uploadId: string,
  position: number,
  picked: PickedFile,
): Promise<void> {
  find(context, uploadId);
  const file = readUploadFiles(context.database, uploadId)[position];
  if (file === undefined) throw new ClientError('unknown-upload');
  const source = await context.platform.files.open(picked).catch((cause: unknown) => {
    throw new ClientError('file-unreadable', cause);
  });
  if (source.fingerprint !== file.fingerprint) {
    await source.close();
    throw new ClientError('file-changed');
  }
  uploads.offer(file.blobId, source);
  context.database.commit((changes) => advanceFile(changes, file.blobId, { source: source.reference }));
  resumeUpload(context, uploadId);
}
