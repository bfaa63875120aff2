import { expect, test } from 'vitest';
import { createTokenBucket } from './token-bucket.ts';

test('a burst passes, then so much a second, and it says when to come again', () => {
  const bucket = createTokenBucket({ burst: 3, perSecond: 2 });
  expect([1, 2, 3].map(() => bucket.take(1, 1000))).toEqual([0, 0, 0]);
  expect(bucket.take(1, 1000)).toBe(500);
  expect(bucket.take(1, 1499)).toBe(1);
  expect(bucket.take(1, 1500)).toBe(0);
  expect(bucket.take(3, 60_000)).toBe(0);
  expect(bucket.take(1, 60_000)).toBe(500);
});
