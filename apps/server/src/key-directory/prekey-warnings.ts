import { type AccountId, type DeviceId, limits } from '@sotto/protocol';
import type { ServerEvents } from '../server-events.ts';

/** One-time prekeys of one device, after a look-up. */
export type PrekeysLeft = {
  readonly accountId: AccountId;
  readonly deviceId: DeviceId;
  readonly oneTimePrekeys: number;
  readonly oneTimeKemPrekeys: number;
};

/** Tells an owner that its one-time prekeys run low, or go unusually fast (REQ-S4). */
export type PrekeyWarnings = { drawn(left: PrekeysLeft): void };

/** More than this in a window is unusual: half of what a device uploads at a time. */
const fastDraws = limits.oneTimePrekeysPerUpload / 2;
const windowMs = 600_000;
/** Not for every look-up again, so that somebody who drains keys cannot make noise as well. */
const quietMs = 30_000;
const devicesMax = 100_000;

type Seen = { windowFrom: number; draws: number; toldAt: number; toldNone: boolean };

export function createPrekeyWarnings(events: ServerEvents, now: () => number = Date.now): PrekeyWarnings {
  const devices = new Map<string, Seen>();
  const seenOf = (left: PrekeysLeft): Seen => {
    const key = `${left.accountId} ${left.deviceId}`;
    const known = devices.get(key);
    if (known !== undefined) return known;
    const seen = { windowFrom: now(), draws: 0, toldAt: Number.NEGATIVE_INFINITY, toldNone: false };
    devices.set(key, seen);
    if (devices.size > devicesMax) devices.delete(devices.keys().next().value as string);
    return seen;
  };
  return {
    drawn(left) {
      const seen = seenOf(left);
      if (now() - seen.windowFrom > windowMs) Object.assign(seen, { windowFrom: now(), draws: 0 });
      seen.draws++;
      const least = Math.min(left.oneTimePrekeys, left.oneTimeKemPrekeys);
      const firstNone = least === 0 && !seen.toldNone;
      seen.toldNone = least === 0;
      const worthIt = least < limits.oneTimePrekeysLowWater || seen.draws > fastDraws;
      if (!firstNone && (!worthIt || now() - seen.toldAt < quietMs)) return;
      seen.toldAt = now();
      events.emit('prekeys-low', left);
    },
  };
}
