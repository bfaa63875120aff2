import { blobLengthOf } from '@sotto/crypto/attachment';
import type { BlobId } from '@sotto/protocol';
import type { Upload, UploadFile, UploadState } from '../../api/file.ts';
import type { Reader } from '../../store/changes.ts';
import { kindOf } from '../file-kind.ts';
import { safeFileName } from '../safe-file-name.ts';
import type { ActiveFile, Waiting } from './active-file.ts';
import { readUploadFiles, readUploads, type UploadFileRecord, type UploadRecord } from './upload-table.ts';

type Now = {
  readonly active: ReadonlyMap<BlobId, ActiveFile>;
  readonly waiting: ReadonlyMap<BlobId, Waiting>;
  readonly online: boolean;
  readonly now: number;
};

/** Uploads as an interface shows them, the oldest first. Bytes are those of the files, without padding. */
export function presentUploads(reader: Reader, around: Now): Upload[] {
  return readUploads(reader).map((upload) => {
    const records = readUploadFiles(reader, upload.uploadId);
    const files = records.map((file) => presentFile(file, upload, around));
    const rates = records.flatMap(
      ({ blobId }) => around.active.get(blobId)?.meter.bytesPerSecond(around.now) ?? [],
    );
    return {
      uploadId: upload.uploadId,
      conversationId: upload.conversationId,
      threadId: upload.options.threadId ?? null,
      caption: upload.caption,
      createdAt: upload.createdAt,
      files,
      state: stateOf(upload, records, around),
      bytes: sum(files.map(({ bytes }) => bytes)),
      bytesSent: sum(files.map(({ bytesSent }) => bytesSent)),
      bytesPerSecond: rates.length === 0 ? null : sum(rates),
    };
  });
}

function presentFile(file: UploadFileRecord, upload: UploadRecord, { active }: Now): UploadFile {
  const { said, bytes } = file;
  const sent = active.get(file.blobId)?.sent ?? file.sent;
  const done = file.ciphertextHash !== null;
  return {
    name: safeFileName(said.name, said.mediaType),
    mediaType: said.mediaType,
    show: kindOf(said),
    bytes,
    bytesSent: done ? bytes : Math.min(bytes, Math.floor((bytes * sent) / blobLengthOf(bytes))),
    size: said.size,
    thumbhash: said.thumbhash,
    missing: upload.state === 'needs-file' && !file.spooled && !done && file.source === null,
  };
}

function stateOf(
  { state, failure }: UploadRecord,
  files: readonly UploadFileRecord[],
  { active, waiting, online }: Now,
): UploadState {
  if (state === 'failed') return { kind: 'failed', reason: failure ?? 'server-refused' };
  if (state !== 'running') return { kind: state };
  if (files.some(({ blobId }) => active.has(blobId))) return { kind: 'uploading' };
  if (!online) return { kind: 'waiting', reason: 'offline' };
  const reasons = files.flatMap(({ blobId }) => waiting.get(blobId)?.reason ?? []);
  return { kind: 'waiting', reason: reasons[0] ?? 'turn' };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
