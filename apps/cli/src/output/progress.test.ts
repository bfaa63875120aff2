import { expect, test } from 'vitest';
import { progressLine } from './progress.ts';

test.each([
  [{ done: 0, of: 0, perSecond: null }, '100 % of 0 bytes'],
  [{ done: 450, of: 1000, perSecond: null }, '45 % of 1.0 kB'],
  [{ done: 5, of: 12_300_000, perSecond: 4_500_000 }, '0 % of 12.3 MB, 4.5 MB a second'],
])('%j', (progress, line) => expect(progressLine(progress)).toBe(line));
