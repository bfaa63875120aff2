import { expect, test } from 'vitest';
import { pictureUrl } from './picture-url.ts';

/** The header of a PNG file that says it is so large. */
function png(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(40);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  new DataView(bytes.buffer).setUint32(16, width);
  new DataView(bytes.buffer).setUint32(20, height);
  return bytes;
}

const address = (bytes: Uint8Array) => pictureUrl({ mediaType: 'image/png', bytes });

test('the same picture has the same address, another one another', () => {
  const first = address(png(256, 256));
  expect(first).toMatch(/^blob:/);
  expect(address(png(256, 256))).toBe(first);
  expect(address(png(128, 128))).not.toBe(first);
});

test('REQ-C5: a few bytes that stand for more pixels than a small picture has get no address', () => {
  expect(address(png(30_000, 30_000))).toBeUndefined();
  expect(address(png(2001, 2000))).toBeUndefined();
});
