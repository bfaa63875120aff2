import { gcm } from '@noble/ciphers/aes.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openAesGcm, sealAesGcm } from '../../src/primitives/index.ts';

const bytes = (minLength: number, maxLength = minLength) => fc.uint8Array({ minLength, maxLength });
const inputs = [fc.oneof(bytes(16), bytes(32)), bytes(12), bytes(0, 400), bytes(0, 100)] as const;

test('the engine of this process and the one in JavaScript make the same bytes', () => {
  fc.assert(
    fc.property(...inputs, (key, nonce, plaintext, associatedData) => {
      const sealed = sealAesGcm(key, nonce, plaintext, associatedData);
      expect(sealed).toEqual(gcm(key, nonce, associatedData).encrypt(plaintext));
      expect(openAesGcm(key, nonce, sealed, associatedData)).toEqual(plaintext);
    }),
  );
});

test('nothing else is opened: a bit changed, a byte missing, other associated data', () => {
  fc.assert(
    fc.property(...inputs, fc.nat(), (key, nonce, plaintext, associatedData, at) => {
      const sealed = sealAesGcm(key, nonce, plaintext, associatedData);
      const changed = sealed.slice();
      changed[at % sealed.length] = (changed[at % sealed.length] as number) ^ (1 << (at % 8));
      const other = Uint8Array.of(...associatedData, 0);
      const refused = { code: 'authentication-failed' };
      expect(() => openAesGcm(key, nonce, changed, associatedData)).toThrow(expect.objectContaining(refused));
      expect(() => openAesGcm(key, nonce, sealed, other)).toThrow(expect.objectContaining(refused));
      const shorter = sealed.subarray(0, at % sealed.length);
      expect(() => openAesGcm(key, nonce, shorter, associatedData)).toThrow(expect.objectContaining(refused));
    }),
  );
});

test('what is opened shares no memory with anything else', () => {
  const [key, nonce, associatedData] = [new Uint8Array(16), new Uint8Array(12), new Uint8Array()];
  const opened = openAesGcm(
    key,
    nonce,
    sealAesGcm(key, nonce, Uint8Array.of(1, 2), associatedData),
    associatedData,
  );
  expect(opened.buffer.byteLength).toBe(2);
});
