import { expect, test } from 'vitest';
import { stopwatch } from './stopwatch.ts';

test('pauses do not count, however often it is stopped and started', () => {
  let now = 1000;
  const watch = stopwatch(() => now);
  now += 500;
  expect([watch.elapsedMs, watch.running]).toEqual([500, true]);
  watch.stop();
  now += 10_000;
  watch.stop();
  expect([watch.elapsedMs, watch.running]).toEqual([500, false]);
  watch.start();
  now += 200;
  watch.start();
  now += 200;
  expect(watch.elapsedMs).toBe(900);
});
