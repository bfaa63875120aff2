import { groupPictureBytesMax } from '@sotto/client';
import { expect, test } from 'vitest';
import { type DrawSquare, reducePicture } from './reduce-picture.ts';

const photo = new Blob([new Uint8Array(100)], { type: 'image/jpeg' });

/** A canvas whose pictures have this many bytes at this edge. */
function canvas(bytesOf: (edgePx: number, type: string) => number | null) {
  const asked: string[] = [];
  const draw: DrawSquare = async () => async (edgePx, type) => {
    asked.push(`${type} ${edgePx}`);
    const bytes = bytesOf(edgePx, type);
    return bytes === null
      ? new Blob([new Uint8Array(10)], { type: 'image/png' })
      : new Blob([new Uint8Array(bytes)], { type });
  };
  return { draw, asked };
}

test('the largest square that fits is taken', async () => {
  const { draw, asked } = canvas((edgePx) => edgePx * 80);
  const reduced = await reducePicture(photo, draw);
  expect(reduced).toMatchObject({ kind: 'picture', picture: { mediaType: 'image/webp' } });
  expect(reduced.kind === 'picture' && reduced.picture.bytes.length).toBeLessThanOrEqual(
    groupPictureBytesMax,
  );
  expect(asked.at(-1)).toBe('image/webp 192');
});

test('where WebP cannot be written it is JPEG, never the PNG a browser gives instead', async () => {
  const { draw } = canvas((_, type) => (type === 'image/webp' ? null : 5_000));
  expect(await reducePicture(photo, draw)).toMatchObject({
    kind: 'picture',
    picture: { mediaType: 'image/jpeg' },
  });
});

test('what cannot be made small enough is refused', async () => {
  const { draw } = canvas(() => groupPictureBytesMax + 1);
  expect(await reducePicture(photo, draw)).toEqual({ kind: 'refused', reason: 'too-large' });
});

test.each(['image/svg+xml', 'text/html', 'image/gif', ''])(
  'REQ-C5: a file of type %j is not even decoded',
  async (type) => {
    const draw: DrawSquare = async () => {
      throw new Error('decoded');
    };
    expect(await reducePicture(new Blob(['<svg/>'], { type }), draw)).toEqual({
      kind: 'refused',
      reason: 'not-a-picture',
    });
  },
);

test('a file that only claims to be a picture is refused', async () => {
  const draw: DrawSquare = async () => {
    throw new TypeError('The source image could not be decoded.');
  };
  expect(await reducePicture(photo, draw)).toEqual({ kind: 'refused', reason: 'not-a-picture' });
});
