import type { BlobId, ConversationId } from '@sotto/protocol';
import type { UploadFailure } from '../../api/file.ts';
import type { SendOptions } from '../../api/send-options.ts';
import type { SqlRow } from '../../platform/sql-store.ts';
import type { Changes, Reader } from '../../store/changes.ts';
import { bytesOf, numberOf, optionalBytes, optionalText, textOf } from '../../store/columns.ts';
import { readSaid, type SaidOfFile, storeSaid } from '../said-of-file.ts';

export type UploadRecord = {
  readonly uploadId: string;
  readonly conversationId: ConversationId;
  readonly caption: string;
  readonly options: SendOptions;
  readonly createdAt: number;
  readonly state: 'running' | 'paused' | 'needs-file' | 'failed';
  readonly failure: UploadFailure | null;
};

export type UploadFileRecord = {
  readonly uploadId: string;
  readonly position: number;
  readonly blobId: BlobId;
  readonly key: Uint8Array;
  /** Of the file as it is sent. */
  readonly bytes: number;
  readonly said: SaidOfFile;
  /** Its metadata is left out on the way. */
  readonly cleaned: boolean;
  readonly source: string | null;
  readonly fingerprint: string;
  readonly spooled: boolean;
  readonly announced: boolean;
  readonly sent: number;
  /** Known once everything is at the server. */
  readonly ciphertextHash: Uint8Array | null;
  readonly attempts: number;
  readonly nextAt: number;
};

export type NewUploadFile = Pick<
  UploadFileRecord,
  'blobId' | 'key' | 'bytes' | 'said' | 'cleaned' | 'source' | 'fingerprint'
>;

export function insertUpload(
  changes: Changes,
  upload: Pick<UploadRecord, 'uploadId' | 'conversationId' | 'caption' | 'options' | 'createdAt'>,
  requestId: string | null,
  files: readonly NewUploadFile[],
): void {
  changes.run(
    `insert into uploads (upload_id, conversation_id, caption, options, created_at, state, request_id)
     values (?, ?, ?, ?, ?, 'running', ?)`,
    [
      upload.uploadId,
      upload.conversationId,
      upload.caption,
      JSON.stringify(upload.options),
      upload.createdAt,
      requestId,
    ],
  );
  for (const [position, file] of files.entries()) {
    changes.run(
      `insert into upload_files (upload_id, position, blob_id, key, bytes, body, cleaned, source, fingerprint)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        upload.uploadId,
        position,
        file.blobId,
        file.key,
        file.bytes,
        storeSaid(file.said),
        file.cleaned ? 1 : 0,
        file.source,
        file.fingerprint,
      ],
    );
  }
  changes.touchUploads();
}

export function readUploads(reader: Reader): UploadRecord[] {
  return reader.all('select * from uploads order by created_at, upload_id').map(uploadOf);
}

export function readUpload(reader: Reader, uploadId: string): UploadRecord | null {
  const row = reader.first('select * from uploads where upload_id = ?', [uploadId]);
  return row === undefined ? null : uploadOf(row);
}

export function findUploadByRequest(reader: Reader, requestId: string): string | null {
  const row = reader.first('select upload_id from uploads where request_id = ?', [requestId]);
  return row === undefined ? null : textOf(row, 'upload_id');
}

export function readUploadFiles(reader: Reader, uploadId: string): UploadFileRecord[] {
  return reader
    .all('select * from upload_files where upload_id = ? order by position', [uploadId])
    .map(uploadFileOf);
}

export function readUploadFile(reader: Reader, blobId: BlobId): UploadFileRecord | null {
  const row = reader.first('select * from upload_files where blob_id = ?', [blobId]);
  return row === undefined ? null : uploadFileOf(row);
}

/** Files that are to move on, the oldest upload first. */
export function readDueFiles(reader: Reader): UploadFileRecord[] {
  return reader
    .all(
      `select f.* from upload_files f join uploads u using (upload_id)
         where u.state = 'running' and f.ciphertext_hash is null order by u.created_at, u.upload_id, f.position`,
    )
    .map(uploadFileOf);
}

/** Uploads whose files are all at the server. */
export function readFinishedUploads(reader: Reader): string[] {
  return reader
    .all(
      `select u.upload_id from uploads u where u.state = 'running' and not exists (
         select 1 from upload_files f where f.upload_id = u.upload_id and f.ciphertext_hash is null)`,
    )
    .map((row) => textOf(row, 'upload_id'));
}

export function setUploadState(
  changes: Changes,
  uploadId: string,
  state: UploadRecord['state'],
  failure: UploadFailure | null = null,
): void {
  changes.run('update uploads set state = ?, failure = ? where upload_id = ?', [state, failure, uploadId]);
  changes.touchUploads();
}

export function removeUpload(changes: Changes, uploadId: string): void {
  changes.run(
    'delete from upload_tags where blob_id in (select blob_id from upload_files where upload_id = ?)',
    [uploadId],
  );
  changes.run('delete from upload_files where upload_id = ?', [uploadId]);
  changes.run('delete from uploads where upload_id = ?', [uploadId]);
  changes.touchUploads();
}

/** How far a file has come; what is not named stays. */
export function advanceFile(
  changes: Changes,
  blobId: BlobId,
  progress: Partial<
    Pick<
      UploadFileRecord,
      'spooled' | 'announced' | 'sent' | 'ciphertextHash' | 'attempts' | 'nextAt' | 'source' | 'fingerprint'
    >
  >,
): void {
  const columns: [string, string | number | Uint8Array | null][] = [];
  const { spooled, announced, sent, ciphertextHash, attempts, nextAt, source, fingerprint } = progress;
  if (spooled !== undefined) columns.push(['spooled', spooled ? 1 : 0]);
  if (announced !== undefined) columns.push(['announced', announced ? 1 : 0]);
  if (sent !== undefined) columns.push(['sent', sent]);
  if (ciphertextHash !== undefined) columns.push(['ciphertext_hash', ciphertextHash]);
  if (attempts !== undefined) columns.push(['attempts', attempts]);
  if (nextAt !== undefined) columns.push(['next_at', nextAt]);
  if (source !== undefined) columns.push(['source', source]);
  if (fingerprint !== undefined) columns.push(['fingerprint', fingerprint]);
  changes.run(
    `update upload_files set ${columns.map(([name]) => `${name} = ?`).join(', ')} where blob_id = ?`,
    [...columns.map(([, value]) => value), blobId],
  );
}

function uploadOf(row: SqlRow): UploadRecord {
  return {
    uploadId: textOf(row, 'upload_id'),
    conversationId: textOf(row, 'conversation_id') as ConversationId,
    caption: textOf(row, 'caption'),
    options: JSON.parse(textOf(row, 'options')) as SendOptions,
    createdAt: numberOf(row, 'created_at'),
    state: textOf(row, 'state') as UploadRecord['state'],
    failure: optionalText(row, 'failure') as UploadFailure | null,
  };
}

function uploadFileOf(row: SqlRow): UploadFileRecord {
  return {
    uploadId: textOf(row, 'upload_id'),
    position: numberOf(row, 'position'),
    blobId: textOf(row, 'blob_id') as BlobId,
    key: bytesOf(row, 'key'),
    bytes: numberOf(row, 'bytes'),
    said: readSaid(textOf(row, 'body')),
    cleaned: numberOf(row, 'cleaned') === 1,
    source: optionalText(row, 'source'),
    fingerprint: textOf(row, 'fingerprint'),
    spooled: numberOf(row, 'spooled') === 1,
    announced: numberOf(row, 'announced') === 1,
    sent: numberOf(row, 'sent'),
    ciphertextHash: optionalBytes(row, 'ciphertext_hash'),
    attempts: numberOf(row, 'attempts'),
    nextAt: numberOf(row, 'next_at'),
  };
}
