import { routes } from '@sotto/protocol/http';
import type { DeviceContext } from '../device-context.ts';
import { randomShare } from '../platform/random-share.ts';
import { backoffMs } from '../sync/backoff.ts';
import { ServerProblem } from '../transport/http-client.ts';
import { type Duty, nextDutyAt, postponeDuty, readDueDuties, settleDuty } from './duty-table.ts';
import { removeCopy } from './local-copies.ts';

/**
 * Does what is owed for files, at the server and on this device. What fails is tried again later.
 *
 * @param isOnline whether the server is to be asked at all.
 * @returns when to come again; `null` when nothing waits for a time.
 */
export async function doDuties(context: DeviceContext, isOnline: () => boolean): Promise<number | null> {
  const { database, platform } = context;
  for (const duty of readDueDuties(database, platform.clock())) {
    if (duty.duty !== 'drop' && !isOnline()) continue;
    try {
      await doOne(context, duty);
      database.commit((changes) => settleDuty(changes, duty));
    } catch {
      const later = platform.clock() + backoffMs(duty.attempts + 4, randomShare(platform.random));
      database.commit((changes) => postponeDuty(changes, duty, later));
    }
  }
  return nextDutyAt(database, platform.clock());
}

async function doOne({ call, database, platform }: DeviceContext, { blobId, duty }: Duty): Promise<void> {
  if (duty === 'drop') {
    const sealed = await platform.files.sealed();
    database.commit((changes) => removeCopy(changes, blobId));
    await sealed?.remove(blobId);
    return;
  }
  try {
    await call(duty === 'keep' ? routes.keepBlob : routes.removeBlob, { params: { blob_id: blobId } });
  } catch (error) {
    // Neither here nor ours: there is nothing left to do.
    if (!(error instanceof ServerProblem) || error.code !== 'blob-unknown') throw error;
  }
}
