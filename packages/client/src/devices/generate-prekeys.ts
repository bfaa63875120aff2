import {
  type DeviceIdentity,
  generateKemPrekey,
  generateOneTimePrekey,
  generateSignedPrekey,
  type OneTimeKey,
  type SignedKey,
} from '@sotto/crypto/identity';
import { limits } from '@sotto/protocol';
import { pause } from '../platform/pause.ts';
import type { Platform } from '../platform/platform.ts';
import type { Changes, Database } from '../store/changes.ts';
import { readNumberSetting, writeSetting } from '../store/settings.ts';
import { insertPrekey, replaceOlder } from './prekey-table.ts';

/**
 * How long others may use a prekey. Far longer than its rotation: a device that sleeps for months must
 * stay reachable, or nobody could write to its account.
 */
const prekeyLifeMs = 366 * 24 * 60 * 60 * 1000;

/** Keys made between two breaths: about ten milliseconds of work. */
const keysPerTurn = 8;

export type PrekeyOrder = {
  readonly signed: boolean;
  readonly lastResortKem: boolean;
  readonly oneTime: number;
  readonly kem: number;
};

export const firstPrekeys: PrekeyOrder = {
  signed: true,
  lastResortKem: true,
  oneTime: limits.oneTimePrekeysPerUpload,
  kem: limits.oneTimePrekeysPerUpload,
};

type Made = { kind: 'signed' | 'one-time' | 'kem' | 'last-resort-kem'; key: SignedKey | OneTimeKey };

/**
 * Makes prekeys, a few at a time so that nothing else waits long, and stores them all at once. Ids are
 * taken first and durably: none is ever given to two keys.
 */
export async function generatePrekeys(
  database: Database,
  platform: Platform,
  device: DeviceIdentity,
  order: PrekeyOrder,
): Promise<(changes: Changes) => void> {
  const { random, clock, timer } = platform;
  const total = (order.signed ? 1 : 0) + (order.lastResortKem ? 1 : 0) + order.oneTime + order.kem;
  let id = database.commit((changes) => takeIds(changes, total));
  const expiresAt = Math.floor((clock() + prekeyLifeMs) / 1000);
  const made: Made[] = [];
  if (order.signed) made.push({ kind: 'signed', key: generateSignedPrekey(device, id++, expiresAt, random) });
  if (order.lastResortKem) {
    made.push({ kind: 'last-resort-kem', key: generateKemPrekey(device, id++, expiresAt, random) });
  }
  for (let i = 0; i < order.oneTime; i++) {
    made.push({ kind: 'one-time', key: generateOneTimePrekey(id++, random) });
    if (i % (4 * keysPerTurn) === 0) await pause(timer);
  }
  for (let i = 0; i < order.kem; i++) {
    made.push({ kind: 'kem', key: generateKemPrekey(device, id++, expiresAt, random) });
    if (i % keysPerTurn === 0) await pause(timer);
  }
  return (changes) => {
    const now = clock();
    for (const { kind, key } of made) {
      insertPrekey(changes, kind, key, now);
      if (kind === 'signed' || kind === 'last-resort-kem') replaceOlder(changes, kind, key.id, now);
    }
  };
}

/** The first of `count` ids that no prekey of this device ever had. */
function takeIds(changes: Changes, count: number): number {
  const first = Math.max(1, readNumberSetting(changes, 'next-prekey-id'));
  const fits = first + count <= limits.prekeyIdMax;
  const start = fits ? first : 1;
  writeSetting(changes, 'next-prekey-id', start + count);
  return start;
}
