import type { Readable } from 'node:stream';
import type { BlobId } from '@sotto/protocol';

/** An unfinished upload, as the database knows it. */
export type StoredUpload = {
  readonly blobId: BlobId;
  readonly length: number;
  /** Bytes that would survive the loss of power. */
  readonly stored: number;
  /** What this storage wrote down about it, in its own words. */
  readonly storage: Readonly<Record<string, unknown>>;
};

/** How far an upload has come: what the database is told as it goes. */
export type UploadProgress = Pick<StoredUpload, 'stored' | 'storage'>;

/** Where the bytes of blobs are. It sees padded ciphertext and nothing else. */
export type BlobStorage = {
  /** How much of an upload is here; it can be more than is safe from the loss of power. */
  offset(upload: StoredUpload): Promise<number>;
  /**
   * Appends to an upload, from where `offset` says it stands, as many bytes of `body` as come before it ends or
   * breaks. When the last byte came, everything is durable before this resolves.
   *
   * @param body no more than what is missing.
   * @param record called whenever more of it is durable; awaited before going on.
   * @returns the new offset.
   * @throws StorageFullError; what was written before stays.
   */
  append(
    upload: StoredUpload,
    body: AsyncIterable<Uint8Array>,
    record: (progress: UploadProgress) => Promise<void>,
  ): Promise<number>;
  /** Bytes `from` to `to` (exclusive) of a complete blob. */
  read(blobId: BlobId, from: number, to: number): Promise<Readable>;
  /** Deletes a blob or an upload; nothing happens when it is gone already. */
  remove(blobId: BlobId, storage: Readonly<Record<string, unknown>>): Promise<void>;
  /** Bytes there is room for; undefined where the storage does not say. */
  freeBytes(): Promise<number | undefined>;
  /** Names of blobs that lie here and were not touched since, some at a time. */
  list(untouchedSince: Date): AsyncIterable<readonly BlobId[]>;
};

/** There is no room: nothing was lost, and later there may be some. */
export class StorageFullError extends Error {
  override readonly name = 'StorageFullError';
}
