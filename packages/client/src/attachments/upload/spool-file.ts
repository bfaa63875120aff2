import type { BlobId } from '@sotto/protocol';
import { ClientError } from '../../client-error.ts';
import type { DeviceContext } from '../../device-context.ts';
import type { Cancellation } from '../../platform/cancellation.ts';
import type { SealedFile } from '../../platform/sealed-files.ts';
import { saveCopy, withCopy } from '../local-copies.ts';
import type { SealingReader } from './sealing-reader.ts';
import { advanceFile } from './upload-table.ts';

/** A file up to this size is sealed onto the device first: then a restart needs the person's file no more. */
const spoolBytesMax = 512 * 1024 * 1024;
/** Up to this size also where the platform would find the file again: it is then here to be shown. */
const keptBytesMax = 32 * 1024 * 1024;
const pieceBytes = 4 * 1024 * 1024;

/** Whether a file is sealed onto this device before it is sent. */
export function isSpooled(bytes: number, source: string | null): boolean {
  return bytes <= (source === null ? spoolBytesMax : keptBytesMax);
}

/**
 * Writes the whole blob of a file to this device, sealed. False: this device keeps no files.
 *
 * @throws ClientError `interrupted`; whatever the source throws.
 */
export async function spoolFile(
  context: Pick<DeviceContext, 'database' | 'platform'>,
  blobId: BlobId,
  reader: SealingReader,
  cancellation: Cancellation,
): Promise<boolean> {
  const { database, platform } = context;
  const { layout } = reader;
  const written = await withCopy(context, blobId, async (file) => {
    for (let at = 0; at < layout.blobLength; at += pieceBytes) {
      if (cancellation.requested) throw new ClientError('interrupted');
      await file.write(at, await reader.read(at, Math.min(layout.blobLength, at + pieceBytes)));
    }
    await file.flush();
    return true;
  });
  if (written === null) return false;
  database.commit((changes) => {
    advanceFile(changes, blobId, { spooled: true });
    changes.run('delete from upload_tags where blob_id = ?', [blobId]);
    saveCopy(
      changes,
      { blobId, bytes: layout.blobLength, received: layout.chunkCount, complete: true },
      platform.clock(),
    );
  });
  return true;
}

/** Reads a spooled blob as it lies here. */
export async function readSpooled(file: SealedFile, from: number, to: number): Promise<Uint8Array> {
  const bytes = await file.read(from, to);
  if (bytes.length !== to - from) throw new ClientError('file-unreadable');
  return bytes;
}
