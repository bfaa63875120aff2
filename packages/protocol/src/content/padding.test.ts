import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pad, paddedContentBytesMax, paddingClasses, unpad } from './padding.ts';

test('REQ-C3: every content takes the size of its class and comes back whole', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 20_000 }), (content) => {
      const padded = pad(content);
      expect(paddingClasses).toContain(padded?.length);
      expect(padded && unpad(padded)).toEqual(content);
    }),
  );
});

test.each([
  [0, 256],
  [255, 256],
  [256, 1024],
  [1023, 1024],
  [4096, 16_384],
  [16_384, 65_536],
  [paddedContentBytesMax, 65_536],
])('REQ-C3: %i bytes become %i', (length, size) => {
  expect(pad(new Uint8Array(length))?.length).toBe(size);
});

test('what fits no class is refused', () => {
  expect(pad(new Uint8Array(paddedContentBytesMax + 1))).toBeUndefined();
});

test('anything but canonical padding is refused', () => {
  expect(unpad(new Uint8Array(256))).toBeUndefined();
  expect(unpad(new Uint8Array(255).fill(0x80))).toBeUndefined();
  const tooRoomy = new Uint8Array(1024);
  tooRoomy[10] = 0x80;
  expect(unpad(tooRoomy)).toBeUndefined();
  const wrongMarker = new Uint8Array(256);
  wrongMarker[10] = 0x81;
  expect(unpad(wrongMarker)).toBeUndefined();
});
