import { type ListedDevice, signDeviceList, type VerifiedDeviceList } from '@sotto/crypto/identity';
import { encodeBase64 } from '@sotto/protocol';
import { routes, type SignedDeviceList } from '@sotto/protocol/http';
import { ClientError } from '../client-error.ts';
import type { DeviceContext } from '../device-context.ts';
import { ServerProblem } from '../transport/http-client.ts';
import { acceptDeviceList } from './accept-device-list.ts';

/** A list is good for this long after it was signed; a device signs a new one with every change. */
const listLifeMs = 2 * 366 * 24 * 60 * 60 * 1000;

/** Another device may change the list at the same moment: look again and sign the next version. */
const attemptsMax = 6;

/** The newest verified list of the own account; `null` before the first device is registered. */
export async function fetchOwnList(context: DeviceContext): Promise<VerifiedDeviceList | null> {
  const { self, database, platform, call } = context;
  const served = await call(routes.listDevices, { params: { user_id: self.accountId } });
  const { device_list } = served;
  if (device_list === null) return null;
  const accepted = database.commit((changes) =>
    acceptDeviceList(changes, self, self.accountId, { ...served, device_list }, platform.clock()),
  );
  // Signing a successor of a list one cannot believe would vouch for whatever the server put there.
  if (accepted.kind === 'refused') throw new ClientError('device-list-refused');
  return accepted.list;
}

/**
 * Publishes the next version of the own device list.
 *
 * @param next the devices it is to name, from those it names now; `null`: there is nothing to do.
 * @param publish hands it to the server; called again with a newer one when another device was quicker.
 */
export async function publishOwnList(
  context: DeviceContext,
  next: (devices: readonly ListedDevice[]) => readonly ListedDevice[] | null,
  publish: (list: SignedDeviceList) => Promise<unknown>,
): Promise<void> {
  const { self, platform } = context;
  for (let attempt = 1; ; attempt++) {
    const current = await fetchOwnList(context);
    const devices = next(current?.devices ?? []);
    if (devices === null) return;
    const now = platform.clock();
    const version = (current?.version ?? 0) + 1;
    const { list, signature } = signDeviceList(
      {
        accountId: self.accountId,
        version,
        issuedAt: Math.floor(now / 1000),
        expiresAt: Math.floor((now + listLifeMs) / 1000),
        devices,
      },
      self.identitySeed,
    );
    try {
      await publish({ version, list: encodeBase64(list), signature: encodeBase64(signature) });
      return;
    } catch (error) {
      const conflict = error instanceof ServerProblem && error.code === 'device-list-conflict';
      if (!conflict || attempt === attemptsMax) throw error;
    }
  }
}
