import { createHmac } from 'node:crypto';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concatBytes, hmacSha256, toHex } from './index.ts';

test('HMAC-SHA256 agrees with two slower twins, for any key and however the message is split', () => {
  const bytes = fc.uint8Array({ maxLength: 200 });
  fc.assert(
    fc.property(bytes, fc.array(bytes, { maxLength: 4 }), (key, parts) => {
      const tag = hmacSha256(key, ...parts);
      const message = concatBytes(...parts);
      expect(tag).toEqual(hmac(sha256, key, message));
      expect(toHex(tag)).toBe(createHmac('sha256', key).update(message).digest('hex'));
    }),
    { numRuns: 500 },
  );
});

test('a key that is too odd for a block leaves nothing behind for the next call', () => {
  const before = toHex(hmacSha256(new Uint8Array(3), new Uint8Array(3)));
  hmacSha256(new Uint8Array(64).fill(9), new Uint8Array(100));
  expect(() => hmacSha256(new Uint8Array(1), 'text' as unknown as Uint8Array)).toThrow();
  expect(toHex(hmacSha256(new Uint8Array(3), new Uint8Array(3)))).toBe(before);
});
