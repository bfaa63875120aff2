import { expect, test } from 'vitest';
import { mayBeDrawn, pictureSize } from './picture-pixels.ts';

function png(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(40);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  const view = new DataView(bytes.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return bytes;
}

const ascii = (text: string) => [...text].map((character) => character.charCodeAt(0));

test('sizes are read from the headers of every format that is drawn', () => {
  expect(pictureSize(png(640, 480))).toEqual({ width: 640, height: 480 });
  expect(pictureSize(Uint8Array.of(...ascii('GIF89a'), 64, 1, 32, 0))).toEqual({ width: 320, height: 32 });
  const jpeg = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc2, 0, 17, 8, 0x02, 0x58, 0x03, 0x20, 3];
  expect(pictureSize(Uint8Array.from(jpeg))).toEqual({ width: 800, height: 600 });
  const extended = [
    ...ascii('RIFF'),
    0,
    0,
    0,
    0,
    ...ascii('WEBPVP8X'),
    10,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0xff,
    3,
    0,
    0xff,
    1,
    0,
  ];
  expect(pictureSize(Uint8Array.from(extended))).toEqual({ width: 1024, height: 512 });
  const avif = [
    0,
    0,
    0,
    16,
    ...ascii('ftypavif'),
    ...new Array(8).fill(0),
    ...ascii('ispe'),
    0,
    0,
    0,
    0,
    0,
    0,
    1,
    0,
    0,
    0,
    0,
    128,
    ...new Array(20).fill(0),
  ];
  expect(pictureSize(Uint8Array.from(avif))).toEqual({ width: 256, height: 128 });
});

test('a few bytes that stand for gigapixels are not decoded', () => {
  expect(mayBeDrawn(png(4000, 3000))).toBe(true);
  expect(mayBeDrawn(png(30_000, 30_000))).toBe(false);
  expect(mayBeDrawn(png(1, 0xffff_ffff))).toBe(false);
});

test('headers that end early, or go in circles, are no trouble', () => {
  expect(pictureSize(Uint8Array.of(0xff, 0xd8, 0xff))).toBeNull();
  expect(pictureSize(new Uint8Array())).toBeNull();
  expect(pictureSize(Uint8Array.of(0xff, 0xd8, ...new Array(5000).fill(0xff)))).toBeNull();
});
