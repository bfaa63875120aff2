import { expect, test } from 'vitest';
import type { FileSource } from '../platform/file-source.ts';
import { describeOutgoing } from './describe-outgoing.ts';
import { kindOf } from './file-kind.ts';

const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16);

function source(change: Partial<FileSource> = {}): FileSource {
  return {
    name: 'evening.jpg',
    mediaType: 'image/jpeg',
    size: jpeg.length,
    fingerprint: 'one',
    reference: null,
    read: async (from, to) => jpeg.slice(from, to),
    close: async () => {},
    ...change,
  };
}

test('a picture is said to be one, also when nobody said so', async () => {
  const named = await describeOutgoing({ file: 'x' }, source(), {});
  const unnamed = await describeOutgoing({ file: 'x' }, source({ name: 'x', mediaType: '' }), {});
  expect([named, unnamed].map(kindOf)).toEqual(['image', 'image']);
});

test('as a file it is one, under its own name, whatever it is', async () => {
  const said = await describeOutgoing({ file: 'x', asFile: true }, source(), {});
  expect(said).toMatchObject({ name: 'evening.jpg', mediaType: 'application/octet-stream' });
  expect(kindOf(said)).toBe('file');
});
