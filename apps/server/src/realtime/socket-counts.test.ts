import { expect, test } from 'vitest';
import { createSocketCounts } from './socket-counts.ts';

test('sockets are counted in all and from each address, and given back once', () => {
  const counts = createSocketCounts({ max: 3, perAddressMax: 2 });
  const first = counts.open('a');
  counts.open('a');
  expect(() => counts.open('a')).toThrow('too-many-connections');
  counts.open('b');
  expect(() => counts.open('c')).toThrow('too-many-connections');
  first();
  first();
  counts.open('c');
  expect(() => counts.open('a')).toThrow('too-many-connections');
});
