import type { AccountId, DeviceId } from '@sotto/protocol';
import { expect, test } from 'vitest';
import { createServerEvents } from '../server-events.ts';
import { createPrekeyWarnings } from './prekey-warnings.ts';

function harness() {
  let nowMs = 1_000_000;
  const told: number[] = [];
  const events = createServerEvents();
  events.on('prekeys-low', ({ oneTimePrekeys }) => told.push(oneTimePrekeys));
  const warnings = createPrekeyWarnings(events, () => nowMs);
  const drawn = (oneTimePrekeys: number, oneTimeKemPrekeys = 100) =>
    warnings.drawn({
      accountId: 'a' as AccountId,
      deviceId: 'd' as DeviceId,
      oneTimePrekeys,
      oneTimeKemPrekeys,
    });
  return { told, drawn, pass: (ms: number) => (nowMs += ms) };
}

test('below the mark the owner is told, once in a while and when the last is gone', () => {
  const { told, drawn, pass } = harness();
  drawn(20);
  expect(told).toEqual([]);
  // Look-ups at once may each see a number that skips the mark.
  drawn(18);
  drawn(17);
  expect(told).toEqual([18]);
  pass(31_000);
  drawn(16);
  drawn(0);
  drawn(0);
  expect(told).toEqual([18, 16, 0]);
});

test('either kind of key counts', () => {
  const { told, drawn } = harness();
  drawn(90, 3);
  expect(told).toEqual([90]);
});

test('REQ-S4: draining unusually fast is told long before the mark', () => {
  const { told, drawn, pass } = harness();
  for (let left = 400; left > 350; left--) drawn(left);
  expect(told).toEqual([]);
  drawn(350);
  expect(told).toEqual([350]);
  pass(700_000);
  drawn(349);
  expect(told).toEqual([350]);
});
