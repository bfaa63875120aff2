import type { FileActions } from '../api/file.ts';
import { fileLimits } from '../api/file.ts';
import { ClientError } from '../client-error.ts';
import type { Device } from '../device.ts';
import type { DeviceContext } from '../device-context.ts';
import { requireOpenable } from './download/file-refusal.ts';
import { openFile } from './download/open-file.ts';
import { saveFile } from './download/save-file.ts';
import { addDuty } from './duty-table.ts';
import { fileAccesses } from './file-accesses.ts';
import { refreshLimits } from './known-limits.ts';
import { type FileRecord, readFile } from './message-files.ts';
import { sendFiles } from './upload/send-files.ts';
import { cancelUpload, pauseUpload, resumeUpload, supplyFile } from './upload/steer-upload.ts';

/** Runs an action of the signed-in device. */
type Act = <Result>(action: (context: DeviceContext, device: Device) => Result) => Promise<Awaited<Result>>;

/** The files' part of the front door. Delegates only. */
export function fileActions(act: Act): FileActions {
  return {
    fileLimits: () => act((context) => refreshLimits(context)),
    sendFiles: (conversationId, files, options) =>
      act((context, { files: { uploads } }) => sendFiles(context, uploads, conversationId, files, options)),
    pauseUpload: (uploadId) =>
      act((context, { files: { uploads } }) => pauseUpload(context, uploads, uploadId)),
    resumeUpload: (uploadId) => act((context) => resumeUpload(context, uploadId)),
    cancelUpload: (uploadId) =>
      act((context, { files: { uploads } }) => cancelUpload(context, uploads, uploadId)),
    supplyFile: (uploadId, position, file) =>
      act((context, { files: { uploads } }) => supplyFile(context, uploads, uploadId, position, file)),

    fetchFile: (fileId) =>
      act(async (context, { files: { downloads } }) => {
        await downloads.fetch(openable(context, fileId));
      }),
    cancelDownload: (fileId) => act((_, { files: { downloads } }) => downloads.cancel(fileId)),
    openFile: (fileId) => act((context, { files: { downloads } }) => openFile(context, downloads, fileId)),
    readFile: (fileId, range) =>
      act((context, { files: { downloads } }) => {
        const file = openable(context, fileId);
        if (range.to - range.from > fileLimits.readBytes) throw new ClientError('invalid-input');
        return downloads.read(file, range);
      }),
    saveFile: (fileId, destination) =>
      act((context, { files: { downloads } }) => saveFile(context, downloads, fileId, destination)),
    dropFile: (fileId) =>
      act((context) => {
        const { body } = readFile(context.database, fileId);
        context.database.commit((changes) => addDuty(changes, body.blobId, 'drop'));
      }),
    fileAccesses: (fileId) => act((context) => fileAccesses(context, fileId)),
  };
}

/** A file that may be looked at more than once. */
function openable({ database }: DeviceContext, fileId: string): FileRecord {
  const file = readFile(database, fileId);
  requireOpenable(database, file);
  if (file.body.viewOnce && !file.mine) throw new ClientError('not-permitted');
  return file;
}
