import { type AccountId, limits } from '@sotto/protocol';
import { routes } from '@sotto/protocol/http';
import type { DeviceContext } from '../device-context.ts';
import { readPerson } from '../people/person-table.ts';
import { refreshPeople } from '../people/refresh-people.ts';
import { acceptDeviceList } from './accept-device-list.ts';

/**
 * Fetches many accounts' device lists and takes them in, a page at a time: whoever enters a group of 1,500
 * needs all of them at once. Who has none, is unknown, or whose list is refused keeps what was known.
 */
export async function refreshDeviceLists(
  context: DeviceContext,
  accountIds: readonly AccountId[],
): Promise<void> {
  const { database, platform, self, call } = context;
  const wanted = [...new Set(accountIds)];
  if (wanted.some((accountId) => readPerson(database, accountId) === null)) await refreshPeople(context);
  for (let at = 0; at < wanted.length; at += limits.deviceListsPerLookUpMax) {
    const { device_lists } = await call(routes.lookUpDeviceLists, {
      body: { user_ids: wanted.slice(at, at + limits.deviceListsPerLookUpMax) },
    });
    database.commit((changes) => {
      for (const { user_id, identity_key, device_list } of device_lists) {
        if (device_list === null || readPerson(database, user_id) === null) continue;
        const served = { identity_key, device_list };
        const outcome = acceptDeviceList(changes, self, user_id, served, platform.clock());
        if (outcome.kind === 'refused') platform.log('error', 'device-list-refused');
        if (outcome.kind === 'identity-changed') platform.log('info', 'identity-changed');
      }
    });
  }
}
