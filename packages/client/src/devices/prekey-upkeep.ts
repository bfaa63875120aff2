import { limits } from '@sotto/protocol';
import { routes } from '@sotto/protocol/http';
import { deviceIdentity } from '../accounts/device-identity.ts';
import type { DeviceContext } from '../device-context.ts';
import { writeSetting } from '../store/settings.ts';
import { ServerProblem } from '../transport/http-client.ts';
import { generatePrekeys } from './generate-prekeys.ts';
import {
  confirmOffers,
  expirePrekeys,
  newestPrekeyAt,
  type PrekeyOffers,
  readOffers,
} from './prekey-table.ts';

/** A signed prekey that is seen through opens only what was begun with it in a week (REQ-S3). */
export const rotationMs = 7 * 24 * 60 * 60 * 1000;

/** Replenished well before the server has to warn. */
const replenishBelow = Math.floor(limits.oneTimePrekeysPerUpload / 2);

/**
 * Keeps this device reachable: replenishes one-time prekeys, rotates signed and last-resort ones weekly,
 * forgets what was replaced long ago, and repeats uploads that were cut off.
 */
export async function keepPrekeys(context: DeviceContext): Promise<void> {
  const { self, database, platform, call } = context;
  const params = { user_id: self.accountId, device_id: self.deviceId };
  await upload(context, readOffers(database));
  const stats = await call(routes.getKeyStats, { params });
  const now = platform.clock();
  const order = {
    signed: now - newestPrekeyAt(database, 'signed') >= rotationMs,
    lastResortKem: now - newestPrekeyAt(database, 'last-resort-kem') >= rotationMs,
    oneTime: missing(stats.onetime_prekeys),
    kem: missing(stats.onetime_kem_prekeys),
  };
  if (order.signed || order.lastResortKem || order.oneTime > 0 || order.kem > 0) {
    const store = await generatePrekeys(database, platform, deviceIdentity(self), order);
    database.commit(store);
    await upload(context, readOffers(database));
    const made = order.oneTime + order.kem;
    if (made > 0) platform.log('info', 'prekeys-replenished', { prekeys: made });
    if (order.signed) platform.log('info', 'prekeys-rotated');
  }
  database.commit((changes) => {
    expirePrekeys(changes, now);
    writeSetting(changes, 'prekeys-checked-at', now);
  });
}

async function upload({ self, database, call }: DeviceContext, offers: PrekeyOffers): Promise<void> {
  const params = { user_id: self.accountId, device_id: self.deviceId };
  const { signed, lastResortKem, oneTime, kem } = offers;
  if (oneTime.length > 0 || kem.length > 0) {
    const most = limits.oneTimePrekeysPerUploadMax;
    const part = { oneTime: oneTime.slice(0, most), kem: kem.slice(0, most) };
    await repeatable(
      call(routes.uploadPrekeys, {
        params,
        body: { onetime_prekeys: part.oneTime, onetime_kem_prekeys: part.kem },
      }),
    );
    database.commit((changes) => confirmOffers(changes, part));
  }
  if (signed !== undefined || lastResortKem !== undefined) {
    await repeatable(
      call(routes.rotatePrekey, {
        params,
        body: {
          ...(signed === undefined ? {} : { signed_prekey: signed }),
          ...(lastResortKem === undefined ? {} : { last_resort_kem_prekey: lastResortKem }),
        },
      }),
    );
    database.commit((changes) => confirmOffers(changes, { signed, lastResortKem }));
  }
}

/** Ids that the server has seen are ours from before the answer was lost: nothing else uses them. */
async function repeatable(request: Promise<unknown>): Promise<void> {
  try {
    await request;
  } catch (error) {
    if (!(error instanceof ServerProblem) || error.code !== 'prekey-id-used') throw error;
  }
}

function missing(left: number): number {
  return left < replenishBelow ? limits.oneTimePrekeysPerUpload - left : 0;
}
