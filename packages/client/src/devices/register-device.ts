import { type ListedDevice, sealDeviceName } from '@sotto/crypto/identity';
import { encodeBase64 } from '@sotto/protocol';
import { routes } from '@sotto/protocol/http';
import { setAccountStage } from '../accounts/own-account.ts';
import { ClientError } from '../client-error.ts';
import type { DeviceContext } from '../device-context.ts';
import { ServerProblem } from '../transport/http-client.ts';
import { fetchOwnList, publishOwnList } from './own-device-list.ts';
import { confirmOffers, readOffers } from './prekey-table.ts';

/**
 * Publishes this device's keys with a device list that names it. Safe to repeat: a device that is listed
 * already was registered before the answer got lost.
 *
 * @throws ServerProblem `device-limit`, `device-unknown` among others.
 */
export async function registerDevice(context: DeviceContext): Promise<void> {
  const { self, database, platform, call } = context;
  const offers = readOffers(database);
  const own: ListedDevice = {
    deviceId: self.deviceId,
    registrationId: self.registrationId,
    identityKey: self.deviceKey,
    signatureKey: self.signatureKey,
    addedAt: Math.floor(platform.clock() / 1000),
  };
  await publishOwnList(
    context,
    (devices) => (devices.some((device) => device.deviceId === self.deviceId) ? null : [...devices, own]),
    async (list) => {
      const { signed, lastResortKem } = offers;
      // Registered once and not listed any more: another device removed this one.
      if (signed === undefined || lastResortKem === undefined) throw new ClientError('unknown-session');
      await call(routes.registerDevice, {
        params: { user_id: self.accountId },
        body: {
          device_id: self.deviceId,
          device_name: encodeBase64(
            sealDeviceName(self.deviceName, self.deviceId, self.identitySeed, platform.random),
          ),
          registration_id: self.registrationId,
          identity_key: encodeBase64(self.deviceKey),
          signature_key: encodeBase64(self.signatureKey),
          signed_prekey: signed,
          onetime_prekeys: [...offers.oneTime],
          last_resort_kem_prekey: lastResortKem,
          onetime_kem_prekeys: [...offers.kem],
          device_list: list,
        },
      }).catch((error: unknown) => {
        if (!(error instanceof ServerProblem) || error.code !== 'device-exists') throw error;
      });
    },
  );
  await fetchOwnList(context);
  database.commit((changes) => {
    confirmOffers(changes, offers);
    setAccountStage(changes, 'active');
  });
}
