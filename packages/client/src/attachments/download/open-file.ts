import { fileLimits, type OpenedFile } from '../../api/file.ts';
import { ClientError } from '../../client-error.ts';
import type { DeviceContext } from '../../device-context.ts';
import { headBytes } from '../file-formats.ts';
import { checkedKind } from '../file-kind.ts';
import { type FileRecord, readFile } from '../message-files.ts';
import { burnFile } from './burn-file.ts';
import type { Downloads } from './downloads.ts';
import { requireOpenable } from './file-refusal.ts';

/**
 * A whole file, checked to its last byte before a byte of it is given out. What is to be seen once is gone from this
 * device with that, its key included.
 *
 * @throws ClientError `unknown-file`, `file-too-large`, `file-blocked`, `file-damaged`, `file-gone`, `offline`,
 *   `interrupted`.
 */
export async function openFile(
  context: DeviceContext,
  downloads: Downloads,
  fileId: string,
): Promise<OpenedFile> {
  const file = readFile(context.database, fileId);
  requireOpenable(context.database, file);
  if (file.body.length > fileLimits.openBytes) throw new ClientError('file-too-large');
  const once = file.body.viewOnce && !file.mine;
  if (!once) await downloads.fetch(file);
  const bytes = await wholeOf(downloads, file);
  if (once) burnFile(context, file);
  return { bytes, ...checkedKind(file.body, bytes.subarray(0, headBytes)) };
}

async function wholeOf(downloads: Downloads, file: FileRecord): Promise<Uint8Array> {
  const bytes = new Uint8Array(file.body.length);
  let at = 0;
  for await (const piece of downloads.stream(file)) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
