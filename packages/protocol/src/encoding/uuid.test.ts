import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MessageId } from '../ids.ts';
import { uuidFromBytes, uuidFromDigest, uuidToBytes } from './uuid.ts';

test('text and bytes name each other', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
      expect(uuidToBytes(uuidFromBytes(bytes))).toEqual(bytes);
    }),
  );
});

test('a digest becomes a version 8 UUID that every schema accepts', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (digest) => {
      const uuid = uuidFromDigest(digest);
      expect(uuid[14]).toBe('8');
      expect(MessageId.safeParse(uuid).success).toBe(true);
    }),
  );
});
