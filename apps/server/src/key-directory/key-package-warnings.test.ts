import type { AccountId, DeviceId } from '@sotto/protocol';
import { expect, test } from 'vitest';
import { createServerEvents } from '../server-events.ts';
import { createKeyPackageWarnings } from './key-package-warnings.ts';

test('an owner is told when few are left, of each suite, and not for every claim again', () => {
  let now = 0;
  const events = createServerEvents();
  const told: [number, number][] = [];
  events.on('key-packages-low', ({ suite, keyPackages }) => told.push([suite, keyPackages]));
  const warnings = createKeyPackageWarnings(events, () => now);
  const claimed = (suite: number, keyPackages: number) =>
    warnings.claimed({ accountId: 'a' as AccountId, deviceId: 'd' as DeviceId, suite, keyPackages });
  claimed(1, 10);
  expect(told).toEqual([]);
  claimed(1, 9);
  claimed(1, 8);
  claimed(77, 0);
  now += 31_000;
  claimed(1, 7);
  expect(told).toEqual([
    [1, 9],
    [77, 0],
    [1, 7],
  ]);
});
