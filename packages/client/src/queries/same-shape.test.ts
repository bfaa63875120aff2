import { expect, test } from 'vitest';
import { keepIdentity, sameShape } from './same-shape.ts';

test('equal values of every kind are recognised', () => {
  const value = () => ({ a: [1, { b: null }], c: new Uint8Array([1, 2]), d: 'x' });
  expect(sameShape(value(), value())).toBe(true);
  expect(sameShape(value(), { ...value(), d: 'y' })).toBe(false);
  expect(sameShape({ a: 1 }, { a: 1, b: undefined })).toBe(false);
  expect(sameShape([1], new Uint8Array([1]))).toBe(false);
  expect(sameShape(null, {})).toBe(false);
});

test('what did not change stays the same object, also when it moved', () => {
  const before = {
    items: [
      { id: 'a', n: 1 },
      { id: 'b', n: 2 },
    ],
    more: { deep: [1] },
    flag: true,
  };
  const next = keepIdentity(before, {
    items: [
      { id: 'b', n: 2 },
      { id: 'c', n: 3 },
      { id: 'a', n: 9 },
    ],
    more: { deep: [1] },
    flag: true,
  });
  expect(next.items[0]).toBe(before.items[1]);
  expect(next.items[2]).toEqual({ id: 'a', n: 9 });
  expect(next.more).toBe(before.more);
  expect(keepIdentity(before, structuredClone(before))).toBe(before);
});
