import { routes } from '@sotto/protocol/http';
import { type FileAccess, fileLimits } from '../api/file.ts';
import type { DeviceContext } from '../device-context.ts';
import { namesIn } from '../people/names.ts';
import { readFile } from './message-files.ts';

/** What was done with a file, as the server saw it: all of it for one's own, one's own for others'. */
export async function fileAccesses(context: DeviceContext, fileId: string): Promise<readonly FileAccess[]> {
  const { call, database, self } = context;
  const { blobId } = readFile(database, fileId).body;
  const names = namesIn(database, self.accountId);
  const found: FileAccess[] = [];
  let after: string | undefined;
  do {
    const page = await call(routes.listBlobAccesses, {
      params: { blob_id: blobId },
      query: after === undefined ? {} : { after },
    });
    for (const access of page.accesses) {
      found.push({
        person: names(access.user_id),
        deviceId: access.device_id,
        action: access.action,
        firstAt: Date.parse(access.first_at),
        lastAt: Date.parse(access.last_at),
      });
    }
    after = page.next ?? undefined;
  } while (after !== undefined && found.length < fileLimits.accessesShown);
  return found;
}
