import fc from 'fast-check';
import { rgbaToThumbHash } from 'thumbhash';
import { expect, test } from 'vitest';
import { decodeThumbhash } from './thumb.tsx';

test('what was written is read', () => {
  const red = Uint8Array.from({ length: 20 * 10 * 4 }, (_, index) =>
    index % 4 === 0 || index % 4 === 3 ? 255 : 0,
  );
  const image = decodeThumbhash(rgbaToThumbHash(20, 10, red));
  expect(image?.width).toBeGreaterThan(image?.height ?? 0);
  expect(image?.rgba[0]).toBeGreaterThan(200);
  expect(image?.rgba[1]).toBeLessThan(60);
});

test('any bytes give a small picture or none', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (hash) => {
      const image = decodeThumbhash(hash);
      if (image === null) return;
      expect(image.rgba).toHaveLength(image.width * image.height * 4);
      expect(Math.max(image.width, image.height)).toBeLessThan(33);
    }),
  );
});
