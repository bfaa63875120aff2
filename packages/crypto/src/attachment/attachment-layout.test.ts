import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  attachmentBytesMax,
  blobLengthOf,
  chunkBytes,
  chunkLength,
  fileBytesIn,
  isBlobLength,
  layoutOf,
  rangeOf,
  trailerOf,
} from './index.ts';
import { paddedLength } from './padded-length.ts';

const lengths = fc.oneof(
  fc.nat({ max: 200_000 }),
  fc.maxSafeNat().map((n) => n % attachmentBytesMax),
);

describe('padding (REQ-C3)', () => {
  test('a file is padded by at most six per cent, and never shortened', () => {
    fc.assert(
      fc.property(lengths, (length) => {
        const padded = paddedLength(length);
        expect(padded).toBeGreaterThanOrEqual(length);
        if (length > 1024) expect(padded).toBeLessThanOrEqual(Math.ceil(length * 1.06) + 1);
        expect(paddedLength(padded)).toBe(padded);
      }),
    );
  });

  test('few lengths remain of all there are', () => {
    const classes = new Set<number>();
    for (let length = 0; length <= 5 * 2 ** 30; length = paddedLength(length + 1))
      classes.add(paddedLength(length));
    expect(classes.size).toBeLessThan(270);
  });

  test.each([
    [0, 1024],
    [1024, 1024],
    [1025, 1086],
    [1086, 1086],
    [1_000_000, 1_001_196],
    [5 * 2 ** 30, 5_569_178_648],
  ])('%i bytes become %i', (length, padded) => expect(paddedLength(length)).toBe(padded));
});

describe('layout', () => {
  test('chunks are whole but the last, and the file begins in the first', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1_000_000 }), (length) => {
        const layout = layoutOf(length);
        let file = 0;
        let padded = 0;
        for (let index = 0; index < layout.chunkCount; index++) {
          const bytes = chunkLength(layout, index);
          if (index < layout.chunkCount - 1) expect(bytes).toBe(chunkBytes);
          expect(bytes).toBeGreaterThan(0);
          file += fileBytesIn(layout, index);
          padded += bytes;
        }
        expect([file, padded]).toEqual([length, layout.paddedLength]);
        expect(trailerOf(layout)).toEqual({ from: padded, to: layout.blobLength });
      }),
    );
  });

  test('the range of some bytes holds them and nothing more than their chunks', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 400_000 }),
        fc.nat({ max: 500_000 }),
        fc.nat({ max: 500_000 }),
        (length, a, b) => {
          const layout = layoutOf(length);
          const [from, to] = [Math.min(a, b), Math.max(a, b)];
          const range = rangeOf(layout, { from, to });
          if (from >= Math.min(to, length)) expect(range.end).toBe(range.first);
          else {
            expect(range.from).toBeLessThanOrEqual(from);
            expect(range.from).toBeGreaterThan(from - chunkBytes);
            expect(range.to).toBeGreaterThanOrEqual(Math.min(to, length));
            expect(range.to - Math.min(to, length)).toBeLessThan(chunkBytes);
          }
        },
      ),
    );
  });

  test('what is no length is refused', () => {
    for (const length of [-1, 0.5, Number.NaN, 2 ** 47 + 1, Number.POSITIVE_INFINITY])
      expect(() => layoutOf(length)).toThrow(expect.objectContaining({ code: 'out-of-range' }));
    for (const index of [-1, 1, 0.5]) expect(() => chunkLength(layoutOf(5), index)).toThrow('out-of-range');
  });
});

describe('what a server checks of a length (REQ-C3)', () => {
  test('every padded file has a length that is taken', () => {
    fc.assert(
      fc.property(lengths, (length) => {
        expect(isBlobLength(blobLengthOf(length))).toBe(true);
      }),
    );
  });

  test('no other length is', () => {
    fc.assert(
      fc.property(fc.nat({ max: 3_000_000 }), (bytes) => {
        const shortened = Array.from({ length: 50 }, (_, n) => bytes - n * 32).some(
          (padded) => padded >= 0 && blobLengthOf(padded) === bytes,
        );
        expect(isBlobLength(bytes)).toBe(shortened);
      }),
    );
    for (const bytes of [-1, 0.5, Number.NaN]) expect(isBlobLength(bytes)).toBe(false);
  });
});
