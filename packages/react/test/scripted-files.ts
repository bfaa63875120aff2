import type { SottoClient } from '@sotto/client';
import { cell } from './cell.ts';

type FileActions = Pick<
  SottoClient,
  | 'uploads'
  | 'downloads'
  | 'fileLimits'
  | 'sendFiles'
  | 'pauseUpload'
  | 'resumeUpload'
  | 'cancelUpload'
  | 'supplyFile'
  | 'fetchFile'
  | 'cancelDownload'
  | 'openFile'
  | 'readFile'
  | 'saveFile'
  | 'dropFile'
  | 'fileAccesses'
>;

/** Files of a scripted client: what is asked for is recorded, and no file has any bytes. */
export function scriptedFiles(called: (action: string, ...args: readonly unknown[]) => void): FileActions {
  return {
    uploads: cell([]),
    downloads: cell([]),
    fileLimits: async () => ({
      fileBytesMax: 5 * 1024 ** 3,
      bytesLeft: null,
      accepting: true,
      blockedExtensions: ['exe'],
    }),
    sendFiles: async (...args) => {
      called('sendFiles', ...args);
      return { uploadId: 'upload' };
    },
    pauseUpload: async (...args) => called('pauseUpload', ...args),
    resumeUpload: async (...args) => called('resumeUpload', ...args),
    cancelUpload: async (...args) => called('cancelUpload', ...args),
    supplyFile: async (...args) => called('supplyFile', ...args),
    fetchFile: async (...args) => called('fetchFile', ...args),
    cancelDownload: async (...args) => called('cancelDownload', ...args),
    openFile: async () => ({ bytes: new Uint8Array(), mediaType: 'application/octet-stream', show: 'file' }),
    readFile: async () => new Uint8Array(),
    saveFile: async (...args) => called('saveFile', ...args),
    dropFile: async (...args) => called('dropFile', ...args),
    fileAccesses: async () => [],
  };
}
