import type { FileDestination } from '../../api/file.ts';
import { ClientError } from '../../client-error.ts';
import type { DeviceContext } from '../../device-context.ts';
import type { FileSink } from '../../platform/file-sink.ts';
import { readFile } from '../message-files.ts';
import type { Downloads } from './downloads.ts';
import { requireOpenable } from './file-refusal.ts';

/**
 * Writes a file where the platform says. It appears there when its last byte was checked; until then, and after any
 * failure, there is nothing.
 *
 * @throws ClientError as `openFile`; `not-permitted` for what is to be seen once; `file-unreadable` when the place cannot
 *   be written to.
 */
export async function saveFile(
  { database, platform }: DeviceContext,
  downloads: Downloads,
  fileId: string,
  destination: FileDestination,
): Promise<void> {
  const file = readFile(database, fileId);
  requireOpenable(database, file);
  if (file.body.viewOnce && !file.mine) throw new ClientError('not-permitted');
  const sink = await writing(() => platform.files.create(destination));
  try {
    for await (const piece of downloads.stream(file)) await writing(() => sink.write(piece));
  } catch (error) {
    await abandon(sink);
    throw error;
  }
  await writing(() => sink.commit());
}

async function abandon(sink: FileSink): Promise<void> {
  try {
    await sink.abort();
  } catch {
    // The place itself has gone: there is nothing to remove.
  }
}

/** A place that cannot be written to says so in its own words; nothing of them leaves. */
async function writing<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    throw new ClientError('file-unreadable', cause);
  }
}
