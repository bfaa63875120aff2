import { chunkBytes, ciphertextHash, portableChunkEngine } from '@sotto/crypto/attachment';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sealingReader } from './sealing-reader.ts';
import { sendWindow } from './send-window.ts';
import { knownTags } from './upload-tags.ts';

const bytesOf = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 31) & 255);
const secret = { key: new Uint8Array(32).fill(3), fileId: new Uint8Array(16).fill(4) };

function source(file: Uint8Array) {
  const reads: [number, number][] = [];
  return {
    reads,
    size: file.length,
    read: async (from: number, to: number) => {
      reads.push([from, to]);
      return file.slice(from, to);
    },
  };
}

async function reader(
  file: Uint8Array,
  tags = knownTags(Math.max(1, Math.ceil(file.length / chunkBytes) + 1)),
) {
  const from = source(file);
  return { from, tags, reader: await sealingReader(portableChunkEngine, secret, from, tags) };
}

describe('a file sealed as it is read', () => {
  const file = bytesOf(2 * chunkBytes + 5000);

  test('is one blob, however it is read', async () => {
    const whole = await reader(file, knownTags(3));
    const { blobLength } = whole.reader.layout;
    const blob = await whole.reader.read(0, blobLength);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: blobLength }), fc.nat({ max: blobLength }), async (a, b) => {
        const piece = await reader(file, knownTags(3));
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        expect(await piece.reader.read(from, to)).toEqual(blob.slice(from, to));
      }),
      { numRuns: 25 },
    );
  });

  test('needs no second look at what was sealed before', async () => {
    const first = await reader(file, knownTags(3));
    await first.reader.read(0, chunkBytes * 2);
    const [run] = first.tags.takeNew();
    expect(run).toMatchObject({ first: 0 });
    const later = await reader(file, knownTags(3));
    for (let i = 0; i < 2; i++) later.tags.set(i, (run?.tags ?? new Uint8Array()).slice(i * 32, i * 32 + 32));
    const tags = await later.reader.allTags();
    expect(later.from.reads).toEqual([[2 * chunkBytes, file.length]]);
    expect(ciphertextHash(later.reader.layout, tags)).toEqual(
      ciphertextHash(first.reader.layout, await first.reader.allTags()),
    );
  });

  test('tags are given out once, in runs', () => {
    const tags = knownTags(6);
    for (const index of [0, 1, 4, 5, 3]) tags.set(index, new Uint8Array(32).fill(index));
    expect(tags.takeNew().map(({ first, tags: run }) => [first, run.length / 32])).toEqual([
      [0, 2],
      [3, 3],
    ]);
    expect(tags.takeNew()).toEqual([]);
    expect(() => tags.all()).toThrow(RangeError);
  });
});

describe('how much is sent at once', () => {
  test('grows on a fast line and shrinks on a slow one, within bounds', () => {
    const window = sendWindow();
    for (let i = 0; i < 10; i++) window.sent(window.bytes, 10);
    expect(window.bytes).toBe(8 * 1024 * 1024);
    for (let i = 0; i < 10; i++) window.sent(window.bytes, 60_000);
    expect(window.bytes).toBe(64 * 1024);
    window.sent(10, 1);
    expect(window.bytes).toBe(64 * 1024);
  });
});
