import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBase64, encodeBase64 } from './base64.ts';

test('agrees with another implementation on every byte string', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const text = encodeBase64(bytes);
      expect(text).toBe(Buffer.from(bytes).toString('base64'));
      expect(decodeBase64(text)).toEqual(bytes);
    }),
  );
});

test('accepts exactly one text for a byte string', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 24 }), (text) => {
      const bytes = decodeBase64(text);
      if (bytes !== undefined) expect(encodeBase64(bytes)).toBe(text);
    }),
  );
});

test.each([
  'A',
  'AA',
  'AAA',
  'AA=',
  'AB==',
  'AAB=',
  '=AAA',
  'A=AA',
  'AAAA====',
  'AA-_',
  'AAA\u{100}',
  'AA A',
])('refuses %j', (text) => {
  expect(decodeBase64(text)).toBeUndefined();
});
