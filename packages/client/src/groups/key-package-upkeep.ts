import { encodeBase64, limits } from '@sotto/protocol';
import { type KeyPackageCount, type KeyPackageUpload, routes } from '@sotto/protocol/http';
import type { DeviceContext } from '../device-context.ts';
import { pause } from '../platform/pause.ts';
import {
  classicalSuite,
  type GroupSuite,
  hybridSuite,
  makeKeyPackage,
} from '../sessions/make-key-package.ts';
import type { Changes } from '../store/changes.ts';
import { readNumberSetting, writeSetting } from '../store/settings.ts';
import {
  confirmOffered,
  expireKeyPackages,
  insertKeyPackage,
  lastResortAt,
  type NewKeyPackage,
  type OwnKeyPackage,
  readOffered,
} from './key-package-table.ts';

/** As many of each suite as a device keeps at the server, and when it makes more. */
const target = 24;
const replenishBelow = 14;

/** One of last resort is replaced after this, and soon after it was used (REQ-G6). */
const rotationMs = 7 * 24 * 60 * 60 * 1000;

/** Made between two breaths: a few milliseconds of work. */
const madePerTurn = 4;

/**
 * Keeps key packages of this device at the server, so that it can be brought into groups while it sleeps:
 * replenishes them, replaces those of last resort, and repeats uploads whose answer was lost.
 */
export async function keepKeyPackages(context: DeviceContext): Promise<void> {
  const { database, platform, call, self } = context;
  await upload(context);
  const params = { user_id: self.accountId, device_id: self.deviceId };
  const { key_packages: counts } = await call(routes.getKeyStats, { params });
  for (const suite of [hybridSuite, classicalSuite]) {
    await replenish(
      context,
      suite,
      counts.find((count) => count.suite === suite),
    );
  }
  await upload(context);
  database.commit((changes) => expireKeyPackages(changes, platform.clock()));
}

async function replenish(
  { database, platform, self }: DeviceContext,
  suite: GroupSuite,
  count: KeyPackageCount | undefined,
): Promise<void> {
  const { random, clock, timer } = platform;
  const left = count?.key_packages ?? 0;
  const wanted = left < replenishBelow ? target - left : 0;
  const lastResort =
    count?.last_resort_expires_at == null ||
    count.last_resort_uses > 0 ||
    clock() - lastResortAt(database, suite) >= rotationMs;
  const total = wanted + (lastResort ? 1 : 0);
  if (total === 0) return;
  const first = database.commit((changes) => takeIds(changes, total));
  const made: NewKeyPackage[] = [];
  for (let i = 0; i < total; i++) {
    const order = { id: first + i, suite, lastResort: lastResort && i === wanted };
    made.push(makeKeyPackage(self, order, Math.floor(clock() / 1000), random));
    if (i % madePerTurn === madePerTurn - 1) await pause(timer);
  }
  database.commit((changes) => {
    for (const one of made) insertKeyPackage(changes, one, clock());
  });
  platform.log('info', 'prekeys-replenished', { keyPackages: total });
}

/** Offers what the server has not confirmed; ids that it has seen are passed over there. */
async function upload({ database, call, self }: DeviceContext): Promise<void> {
  const params = { user_id: self.accountId, device_id: self.deviceId };
  for (;;) {
    const part = readOffered(database).slice(0, limits.keyPackagesPerUploadMax);
    if (part.length === 0) return;
    await call(routes.uploadKeyPackages, {
      params,
      body: {
        key_packages: part.filter((one) => !one.lastResort).map(uploadOf),
        last_resort: part.filter((one) => one.lastResort).map(uploadOf),
      },
    });
    database.commit((changes) =>
      confirmOffered(
        changes,
        part.map((one) => one.id),
      ),
    );
  }
}

function uploadOf({ id, suite, keyPackage, expiresAt }: OwnKeyPackage): KeyPackageUpload {
  return { id, suite, expires_at: expiresAt, key_package: encodeBase64(keyPackage) };
}

/** The first of `count` ids that no key package of this device ever had. */
function takeIds(changes: Changes, count: number): number {
  const first = Math.max(1, readNumberSetting(changes, 'next-key-package-id'));
  writeSetting(changes, 'next-key-package-id', first + count);
  return first;
}
