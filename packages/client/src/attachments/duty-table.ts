import type { BlobId } from '@sotto/protocol';
import type { Changes, Reader } from '../store/changes.ts';
import { numberOf, optionalText, textOf } from '../store/columns.ts';

/**
 * What is owed: `keep`: the server has the message that names a blob, and is to keep the blob; `remove`: the server is
 * to remove it; `drop`: the sealed copy on this device is to go.
 */
export type Duty = {
  readonly blobId: BlobId;
  readonly duty: 'keep' | 'remove' | 'drop';
  /** The message that `keep` waits for. */
  readonly messageId: string | null;
  readonly attempts: number;
};

export function addDuty(
  changes: Changes,
  blobId: BlobId,
  duty: Duty['duty'],
  messageId: string | null = null,
): void {
  changes.run(
    `insert into blob_duties (blob_id, duty, message_id) values (?, ?, ?)
     on conflict (blob_id, duty) do update set next_at = 0`,
    [blobId, duty, messageId],
  );
  // What is to be removed is not to be kept.
  if (duty === 'remove') {
    changes.run(`delete from blob_duties where blob_id = ? and duty = 'keep'`, [blobId]);
  }
  changes.touchUploads();
}

/** What can be done now. A blob whose message was never taken is not kept but removed. */
export function readDueDuties(reader: Reader, now: number): Duty[] {
  return reader
    .all(
      `select d.blob_id, d.message_id, d.attempts,
              case when d.duty = 'keep' and i.item_id is null then 'remove' else d.duty end as duty
         from blob_duties d left join items i on i.item_id = d.message_id
        where d.next_at <= ? and (d.duty <> 'keep' or i.item_id is null or i.state not in ('waiting', 'failed'))
        limit 200`,
      [now],
    )
    .map((row) => ({
      blobId: textOf(row, 'blob_id') as BlobId,
      duty: textOf(row, 'duty') as Duty['duty'],
      messageId: optionalText(row, 'message_id'),
      attempts: numberOf(row, 'attempts'),
    }));
}

/** When the next is due that failed before; `null` when none did. */
export function nextDutyAt(reader: Reader, now: number): number | null {
  const row = reader.first('select min(next_at) as at from blob_duties where next_at > ?', [now]);
  return typeof row?.['at'] === 'number' ? row['at'] : null;
}

export function settleDuty(changes: Changes, { blobId, duty, messageId }: Duty): void {
  // A keep that turned into a removal has another name in the table.
  changes.run('delete from blob_duties where blob_id = ? and (duty = ? or (duty = ? and message_id is ?))', [
    blobId,
    duty,
    'keep',
    messageId,
  ]);
}

export function postponeDuty(changes: Changes, { blobId }: Duty, nextAt: number): void {
  changes.run('update blob_duties set attempts = attempts + 1, next_at = ? where blob_id = ?', [
    nextAt,
    blobId,
  ]);
}
