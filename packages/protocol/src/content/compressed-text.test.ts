import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { deflateSync } from 'fflate';
import { expect, test } from 'vitest';
import { encodeValue } from './cbor-value.ts';
import { compressText, decompressText, inflateExactly } from './compressed-text.ts';
import { richLimits } from './rich-limits.ts';

test('REQ-C3: a text comes back as it was', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 5000 }), (text) => {
      expect(decompressText(compressText(text))).toEqual(text);
    }),
  );
});

test('what is compressed depends on that text alone', () => {
  const text = new TextEncoder().encode('the same '.repeat(300));
  const alone = compressText(text);
  compressText(new TextEncoder().encode('something else '.repeat(300)));
  expect(compressText(text)).toEqual(alone);
});

test('a gigabyte from a megabyte is refused after a few kilobytes of it', () => {
  expect(inflateRawSync(zeros(2)).length).toBe(2 ** 25);
  const bomb = zeros(64);
  expect(bomb.length).toBeGreaterThan(900_000);
  const peakBefore = process.resourceUsage().maxRSS;
  expect(inflateExactly(bomb, richLimits.textBytes)).toBeUndefined();
  // In KiB: what it took, at its highest.
  expect(process.resourceUsage().maxRSS - peakBefore).toBeLessThan(32 * 1024);
});

test('a text longer than it says, shorter than it says, or longer than allowed is refused', () => {
  const deflated = deflateSync(new Uint8Array(1000));
  expect(decompressText(encodeValue([1000, deflated]))?.length).toBe(1000);
  expect(decompressText(encodeValue([999, deflated]))).toBeUndefined();
  expect(decompressText(encodeValue([1001, deflated]))).toBeUndefined();
  const tooLong = new Uint8Array(richLimits.textBytes + 1);
  expect(decompressText(compressText(tooLong))).toBeUndefined();
  expect(decompressText(encodeValue([2 ** 30, deflated]))).toBeUndefined();
});

test('any byte string yields a text or nothing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat({ max: 5000 }), (bytes, length) => {
      decompressText(bytes);
      const text = inflateExactly(bytes, length);
      if (text !== undefined) expect(text.length).toBe(length);
    }),
    { numRuns: 1000 },
  );
});

/** A raw deflate stream of that many times 16 MiB of zeros. */
function zeros(times: number): Uint8Array {
  const flushed = { level: 9, finishFlush: constants.Z_FULL_FLUSH };
  const blocks = deflateRawSync(new Uint8Array(2 ** 24), flushed);
  const end = deflateRawSync(new Uint8Array());
  return new Uint8Array(Buffer.concat([...Array.from({ length: times }, () => blocks), end]));
}
