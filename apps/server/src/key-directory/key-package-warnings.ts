import { type AccountId, type DeviceId, limits } from '@sotto/protocol';
import type { ServerEvents } from '../server-events.ts';

/** Key packages of one suite that one device has left, after a claim. */
export type KeyPackagesLeft = {
  readonly accountId: AccountId;
  readonly deviceId: DeviceId;
  readonly suite: number;
  readonly keyPackages: number;
};

/** Tells an owner that its key packages run low. */
export type KeyPackageWarnings = { claimed(left: KeyPackagesLeft): void };

/** Not for every claim again: the device is uploading already. */
const quietMs = 30_000;
const devicesMax = 100_000;

export function createKeyPackageWarnings(
  events: ServerEvents,
  now: () => number = Date.now,
): KeyPackageWarnings {
  const toldAt = new Map<string, number>();
  return {
    claimed(left) {
      if (left.keyPackages >= limits.keyPackagesLowWater) return;
      const key = `${left.accountId} ${left.deviceId} ${left.suite}`;
      if (now() - (toldAt.get(key) ?? Number.NEGATIVE_INFINITY) < quietMs) return;
      toldAt.delete(key);
      toldAt.set(key, now());
      if (toldAt.size > devicesMax) toldAt.delete(toldAt.keys().next().value as string);
      events.emit('key-packages-low', left);
    },
  };
}
