import { expect, test } from 'vitest';
import { albumLayout } from './album-layout.ts';

const wide = { width: 1600, height: 900 };
const tall = { width: 900, height: 1600 };

test('one picture keeps its shape and fits', () => {
  expect(albumLayout([wide])).toMatchObject({ aspect: 16 / 9, widthPx: 360 });
  expect(albumLayout([tall])).toMatchObject({ aspect: 9 / 16, widthPx: 225 });
});

test('a small one is not blown up', () => {
  expect(albumLayout([{ width: 200, height: 200 }]).widthPx).toBe(200);
});

test('absurd and missing sizes give a usable shape', () => {
  for (const size of [
    { width: 1, height: 65_535 },
    { width: 65_535, height: 1 },
    { width: 0, height: 0 },
    null,
  ]) {
    const { aspect, widthPx } = albumLayout([size]);
    expect(aspect).toBeGreaterThan(0.4);
    expect(aspect).toBeLessThan(2.3);
    expect(widthPx).toBeGreaterThan(100);
  }
});

test.each([2, 3, 4, 5, 6, 7, 8, 10, 32])('%d pictures cover the whole, none twice', (count) => {
  const { cells } = albumLayout(Array.from({ length: count }, (_, index) => (index % 3 === 0 ? tall : wide)));
  expect(cells).toHaveLength(count);
  const covered = cells.reduce((area, { width, height }) => area + width * height, 0);
  expect(covered).toBeCloseTo(1, 6);
  for (const { left, top, width, height } of cells) {
    expect(left + width).toBeLessThan(1.000001);
    expect(top + height).toBeLessThan(1.000001);
  }
});
