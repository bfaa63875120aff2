import type { BlobId } from '@sotto/protocol';
import type { DeviceContext } from '../device-context.ts';
import type { SealedFile } from '../platform/sealed-files.ts';
import type { SqlRow } from '../platform/sql-store.ts';
import type { Changes, Reader } from '../store/changes.ts';
import { numberOf, textOf } from '../store/columns.ts';

/** A blob as it lies sealed on this device: bytes for bytes as it is at the server. */
export type LocalCopy = {
  readonly blobId: BlobId;
  readonly bytes: number;
  /** Chunks from the beginning that are there and right; the tags are there as soon as there is a row. */
  readonly received: number;
  readonly complete: boolean;
};

/** Copies take at most so much; what was not looked at for longest goes first and can be fetched again. */
const copiesBytesMax = 2 * 1024 ** 3;

export function readCopy(reader: Reader, blobId: string): LocalCopy | null {
  const row = reader.first('select * from blob_copies where blob_id = ?', [blobId]);
  return row === undefined ? null : copyOf(row);
}

export function saveCopy(changes: Changes, copy: LocalCopy, now: number): void {
  changes.run(
    `insert into blob_copies (blob_id, bytes, received, complete, used_at) values (?, ?, ?, ?, ?)
     on conflict (blob_id) do update set bytes = excluded.bytes, received = excluded.received,
       complete = excluded.complete, used_at = excluded.used_at`,
    [copy.blobId, copy.bytes, copy.received, copy.complete ? 1 : 0, now],
  );
}

export function removeCopy(changes: Changes, blobId: BlobId): void {
  changes.run('delete from blob_copies where blob_id = ?', [blobId]);
}

/** Opens the file of a copy for the time of `work`; `null` where this device keeps none. */
export async function withCopy<Result>(
  { platform }: Pick<DeviceContext, 'platform'>,
  blobId: BlobId,
  work: (file: SealedFile) => Promise<Result>,
): Promise<Result | null> {
  const sealed = await platform.files.sealed();
  if (sealed === null) return null;
  const file = await sealed.open(blobId);
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}

/** Deletes what this device can fetch again, until the rest is small enough. */
export async function evictCopies(
  { database, platform }: Pick<DeviceContext, 'database' | 'platform'>,
  bytesMax: number = copiesBytesMax,
): Promise<void> {
  const sealed = await platform.files.sealed();
  if (sealed === null) return;
  let bytes = 0;
  const rows = database.all(
    `select blob_id, bytes from blob_copies
       where blob_id not in (select blob_id from upload_files) order by used_at desc`,
  );
  for (const row of rows) {
    bytes += numberOf(row, 'bytes');
    if (bytes <= bytesMax) continue;
    const blobId = textOf(row, 'blob_id') as BlobId;
    database.commit((changes) => {
      removeCopy(changes, blobId);
      touchMessagesOf(changes, blobId);
    });
    await sealed.remove(blobId);
  }
}

/** Deletes every sealed file of this device: their keys went with the database. */
export async function removeSealedFiles(platform: DeviceContext['platform']): Promise<void> {
  const sealed = await platform.files.sealed();
  for (const name of (await sealed?.list()) ?? []) await sealed?.remove(name);
}

/** Deletes files that no row knows: what a crash left between the two. */
export async function removeStrayCopies({
  database,
  platform,
}: Pick<DeviceContext, 'database' | 'platform'>): Promise<void> {
  const sealed = await platform.files.sealed();
  if (sealed === null) return;
  for (const name of await sealed.list()) {
    const known =
      readCopy(database, name) !== null ||
      database.first('select 1 from upload_files where blob_id = ?', [name]) !== undefined;
    if (!known) await sealed.remove(name);
  }
}

/** What became of a blob changes how the messages that name it are shown. */
export function touchMessagesOf(changes: Changes, blobId: BlobId): void {
  for (const row of changes.all(
    `select i.item_id, i.conversation_id from message_files f join items i on i.item_id = f.message_id
       where f.blob_id = ?`,
    [blobId],
  )) {
    changes.touchConversation(textOf(row, 'conversation_id') as never, textOf(row, 'item_id'));
  }
}

function copyOf(row: SqlRow): LocalCopy {
  return {
    blobId: textOf(row, 'blob_id') as BlobId,
    bytes: numberOf(row, 'bytes'),
    received: numberOf(row, 'received'),
    complete: numberOf(row, 'complete') === 1,
  };
}
