import type { Context } from '../context.ts';
import type { Job } from '../jobs/jobs.ts';
import type { Blobs } from './service.ts';
import { forgetBlobs, knownBlobs, sweepBlobRows } from './store.ts';

const rowsMax = 500;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** How long a file that no message names, and that nobody fetched, outlives the message that could have named it. */
const unkeptGraceDays = 7;
/** What lies in the storage is left alone while its row may not be written yet. */
const strayMs = dayMs;

/**
 * Deletes uploads that were given up, files that ran out, that nobody keeps or that are for nobody any more; and what
 * lies in the storage without anybody knowing it.
 */
export function sweepOldBlobs(blobs: Blobs): Job {
  return {
    name: 'sweep-blobs',
    everyMs: 10 * 60_000,
    async run(context) {
      const removed = await removeUnwanted(context, blobs);
      const strays = await removeStrays(context, blobs);
      if (removed > 0 || strays > 0) context.log.info({ removed, strays }, 'blobs-collected');
    },
  };
}

async function removeUnwanted(context: Context, { storage, uploads }: Blobs): Promise<number> {
  const { config, database } = context;
  const now = Date.now();
  const before = {
    unfinished: new Date(now - config.uploadHours * hourMs),
    // A message waits for its readers at most so long; whoever reads it later has nothing to fetch.
    unkept: new Date(now - (config.envelopeDays + unkeptGraceDays) * dayMs),
    created: config.fileDays === 0 ? undefined : new Date(now - config.fileDays * dayMs),
  };
  let removed = 0;
  for (let more = true; more; ) {
    const rows = await database.asNobody((tx) => sweepBlobRows(tx, before, rowsMax));
    for (const { blob_id, storage: notes } of rows) {
      await uploads.whileNobodyWrites(blob_id, () => storage.remove(blob_id, notes));
      await database.asNobody((tx) => forgetBlobs(tx, [blob_id]));
    }
    removed += rows.length;
    more = rows.length === rowsMax;
  }
  return removed;
}

async function removeStrays({ database }: Context, { storage }: Blobs): Promise<number> {
  let strays = 0;
  for await (const names of storage.list(new Date(Date.now() - strayMs))) {
    if (names.length === 0) continue;
    const known = await database.asNobody((tx) => knownBlobs(tx, names));
    for (const name of names.filter((one) => !known.has(one))) {
      await storage.remove(name, {});
      strays++;
    }
  }
  return strays;
}
