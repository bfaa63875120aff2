import type { AccountId, BlobId, DeviceId } from '@sotto/protocol';
import type { BlobAudience } from '@sotto/protocol/http';
import type { Transaction } from '../db/database.ts';
import type { StoredUpload, UploadProgress } from './storage/blob-storage.ts';

/** Bounds of what may be announced; undefined ones do not bind. */
export type BlobBounds = {
  readonly accountBytesMax: number | undefined;
  readonly totalBytesMax: number | undefined;
  readonly uploadsMax: number;
};

export type BlobRefusal =
  | 'blob-exists'
  | 'quota-exceeded'
  | 'storage-full'
  | 'too-many-uploads'
  | 'audience-refused';

export type CreatedBlob =
  | { readonly refusal: BlobRefusal }
  | {
      readonly refusal: null;
      readonly state: 'uploading' | 'complete';
      readonly stored: number;
      readonly touched_at: Date;
    };

export async function createBlobRow(
  tx: Transaction,
  blob: { blobId: BlobId; length: number; capabilityHash: Uint8Array; expiresAt: Date | undefined },
  audience: BlobAudience,
  bounds: BlobBounds,
): Promise<CreatedBlob> {
  const { rows } = await tx.query<CreatedBlob>(
    'select refusal, state, stored, touched_at from create_blob($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [
      blob.blobId,
      blob.length,
      blob.capabilityHash,
      ...audienceColumns(audience),
      blob.expiresAt ?? null,
      bounds.accountBytesMax ?? null,
      bounds.totalBytesMax ?? null,
      bounds.uploadsMax,
    ],
  );
  return rows[0] as CreatedBlob;
}

export type UploadRow = StoredUpload & { readonly state: 'uploading' | 'complete' };

/** An upload of the actor's own. */
export async function readUpload(tx: Transaction, blobId: BlobId): Promise<UploadRow | undefined> {
  const { rows } = await tx.query<UploadRow>(
    `select blob_id as "blobId", length, stored, storage, state from blobs where blob_id = $1 and state <> 'removing'`,
    [blobId],
  );
  return rows[0];
}

/** False: somebody else went on with it meanwhile, or it is gone. */
export async function saveProgress(
  tx: Transaction,
  upload: StoredUpload,
  { stored, storage }: UploadProgress,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update blobs set stored = $3, storage = $4, touched_at = now(), state = case when $3::bigint = length then 'complete' else state end
      where blob_id = $1 and stored = $2 and state = 'uploading'`,
    [upload.blobId, upload.stored, stored, JSON.stringify(storage)],
  );
  return rowCount === 1;
}

export async function touchUpload(tx: Transaction, blobId: BlobId): Promise<void> {
  await tx.query(`update blobs set touched_at = now() where blob_id = $1 and state = 'uploading'`, [blobId]);
}

export async function keepBlobRow(tx: Transaction, blobId: BlobId): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update blobs set kept = true where blob_id = $1 and state = 'complete'`,
    [blobId],
  );
  return rowCount === 1;
}

/** Takes a blob of the actor's own from everybody; what its storage needs to delete it. */
export async function beginRemoval(
  tx: Transaction,
  blobId: BlobId,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const { rows } = await tx.query<{ storage: Readonly<Record<string, unknown>> }>(
    `update blobs set state = 'removing' where blob_id = $1 returning storage`,
    [blobId],
  );
  return rows[0]?.storage;
}

/** A complete blob, for whoever it is for and shows its capability; the access is recorded with it. */
export async function openBlob(
  tx: Transaction,
  blobId: BlobId,
  capabilityHash: Uint8Array,
): Promise<{ readonly length: number } | undefined> {
  const { rows } = await tx.query<{ length: number }>(`select length from open_blob($1, $2, 'download')`, [
    blobId,
    capabilityHash,
  ]);
  return rows[0];
}

export async function shareBlobRow(
  tx: Transaction,
  blobId: BlobId,
  capabilityHash: Uint8Array,
  audience: BlobAudience,
): Promise<'blob-unknown' | 'audience-refused' | null> {
  const { rows } = await tx.query<{ refusal: 'blob-unknown' | 'audience-refused' | null }>(
    'select share_blob($1, $2, $3, $4) as refusal',
    [blobId, capabilityHash, ...audienceColumns(audience)],
  );
  return rows[0]?.refusal ?? null;
}

export type AccessRow = {
  account_id: AccountId;
  device_id: DeviceId;
  action: 'download' | 'share';
  first_at: Date;
  last_at: Date;
  place: string;
};

/** What happened with a blob, oldest first, as far as it concerns the actor. */
export async function listAccessRows(
  tx: Transaction,
  blobId: BlobId,
  after: string | undefined,
  limit: number,
): Promise<AccessRow[]> {
  const { rows } = await tx.query<AccessRow>(
    'select account_id, device_id, action, first_at, last_at, place from list_blob_accesses($1, $2, $3)',
    [blobId, after ?? null, limit],
  );
  return rows;
}

export async function readUsage(tx: Transaction): Promise<number> {
  const { rows } = await tx.query<{ bytes: number }>('select bytes from blob_usage');
  return rows[0]?.bytes ?? 0;
}

export async function readExpectedBytes(tx: Transaction): Promise<number> {
  const { rows } = await tx.query<{ bytes: number }>('select blob_bytes_expected() as bytes');
  return rows[0]?.bytes ?? 0;
}

export type RemovableBlob = { blob_id: BlobId; storage: Readonly<Record<string, unknown>> };

export async function sweepBlobRows(
  tx: Transaction,
  before: { unfinished: Date; unkept: Date; created: Date | undefined },
  limit: number,
): Promise<RemovableBlob[]> {
  const { rows } = await tx.query<RemovableBlob>('select blob_id, storage from sweep_blobs($1, $2, $3, $4)', [
    before.unfinished,
    before.unkept,
    before.created ?? null,
    limit,
  ]);
  return rows;
}

export async function forgetBlobs(tx: Transaction, blobIds: readonly BlobId[]): Promise<void> {
  await tx.query('select forget_blobs($1)', [blobIds]);
}

/** Which of these have a row. */
export async function knownBlobs(tx: Transaction, blobIds: readonly BlobId[]): Promise<Set<BlobId>> {
  const { rows } = await tx.query<{ blob_id: BlobId }>('select known_blobs($1) as blob_id', [blobIds]);
  return new Set(rows.map(({ blob_id }) => blob_id));
}

function audienceColumns(audience: BlobAudience): [readonly AccountId[] | null, string | null] {
  return audience.kind === 'group' ? [null, audience.group_id] : [audience.user_ids, null];
}
