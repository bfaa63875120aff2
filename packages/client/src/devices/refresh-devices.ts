import type { AccountId } from '@sotto/protocol';
import { routes } from '@sotto/protocol/http';
import type { DeviceContext } from '../device-context.ts';
import { readPerson, savePerson } from '../people/person-table.ts';
import { type AcceptedDeviceList, acceptDeviceList } from './accept-device-list.ts';

/** A list is looked up again after this, though nothing was heard of a change. */
const listAgeMaxMs = 24 * 60 * 60 * 1000;

/** Fetches an account's device list and takes it in. `no-devices`: none is registered yet. */
export async function refreshDevices(
  context: DeviceContext,
  accountId: AccountId,
): Promise<AcceptedDeviceList | { readonly kind: 'no-devices' }> {
  const { database, platform, self, call } = context;
  if (readPerson(database, accountId) === null) {
    const account = await call(routes.getAccount, { params: { user_id: accountId } });
    database.commit((changes) => savePerson(changes, account));
  }
  const served = await call(routes.listDevices, { params: { user_id: accountId } });
  const { device_list } = served;
  if (device_list === null) return { kind: 'no-devices' };
  const outcome = database.commit((changes) =>
    acceptDeviceList(changes, self, accountId, { ...served, device_list }, platform.clock()),
  );
  if (outcome.kind === 'refused') platform.log('error', 'device-list-refused');
  if (outcome.kind === 'identity-changed') platform.log('info', 'identity-changed');
  return outcome;
}

/** Whether the list of an account is missing, known to be old, or has not been looked at for a day. */
export function needsRefresh(context: DeviceContext, accountId: AccountId): boolean {
  const person = readPerson(context.database, accountId);
  const now = context.platform.clock();
  return (
    person === null ||
    person.listVersion === 0 ||
    person.listStale ||
    person.listExpiresAt <= now ||
    now - person.listFetchedAt > listAgeMaxMs
  );
}
