import type { BlobId } from '@sotto/protocol';
import { decodePart, encodePart, filePart, type Part, readFilePart } from '@sotto/protocol/content';
import type { DeviceContext } from '../../device-context.ts';
import { optionalBytes } from '../../store/columns.ts';
import { addDuty } from '../duty-table.ts';
import { type FileRecord, setFileState } from '../message-files.ts';

/** Takes from this device what could open a file again: its key, what
 * shows it, and any copy. That it was there stays known. */
export function burnFile({ database }: Pick<DeviceContext, 'database'>, file: FileRecord): void {
  database.commit((changes) => {
    const row = changes.first('select body from items where item_id = ?', [file.messageId]);
    const part = row === undefined ? undefined : decodePart(optionalBytes(row, 'body') ?? new Uint8Array());
    if (part !== undefined) {
      changes.run('update items set body = ? where item_id = ?', [
        encodePart(withoutKey(part, file.body.blobId)),
        file.messageId,
      ]);
    }
    changes.run(`update retry_cache set content = x'' where message_id = ?`, [file.messageId]);
    changes.run('delete from message_files where message_id = ? and blob_id = ?', [
      file.messageId,
      file.body.blobId,
    ]);
    addDuty(changes, file.body.blobId, 'drop');
    changes.touchRemains();
    setFileState(changes, file, 'viewed');
  });
}

function withoutKey(part: Part, blobId: BlobId): Part {
  if (part.kind === 'multi') return { ...part, parts: part.parts.map((inner) => withoutKey(inner, blobId)) };
  if (part.kind !== 'external') return part;
  const read = readFilePart(part);
  if (read.kind !== 'file' || read.file.blobId !== blobId) return part;
  return filePart({ ...read.file, key: new Uint8Array(32), preview: null, thumbhash: null });
}
