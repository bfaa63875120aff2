import { expect, test } from 'vitest';
import { resample } from './resample.ts';

test('peaks stay when there are fewer values', () => {
  expect(resample([1, 9, 2, 3, 4, 8], 3)).toEqual([9, 3, 8]);
});

test('values repeat when there are more', () => {
  expect(resample([5, 7], 4)).toEqual([5, 5, 7, 7]);
});

test('nothing is silence', () => {
  expect(resample([], 2)).toEqual([0, 0]);
});
