import { expect, test } from 'vitest';
import { BatcherFullError, createBatcher } from './batcher.ts';

const limits = { batchItemsMax: 100, waitingItemsMax: 1000, weightOf: () => 1, batchWeightMax: 1000 };

test('what waits while a batch is worked on forms the next one', async () => {
  const batches: number[][] = [];
  const releases: (() => void)[] = [];
  const batcher = createBatcher<number, number>(async (batch) => {
    batches.push([...batch]);
    await new Promise<void>((release) => releases.push(release));
    return batch.map((item) => item * 2);
  }, limits);
  const first = batcher.submit(1);
  await Promise.resolve();
  await Promise.resolve();
  const rest = [2, 3, 4].map((item) => batcher.submit(item));
  expect(batcher.waiting).toBe(3);
  releases.shift()?.();
  expect(await first).toBe(2);
  await new Promise((resolve) => setImmediate(resolve));
  releases.shift()?.();
  expect(await Promise.all(rest)).toEqual([4, 6, 8]);
  expect(batches).toEqual([[1], [2, 3, 4]]);
});

test('a batch that fails fails its items and no others', async () => {
  let turn = 0;
  const batcher = createBatcher<number, number>(async (batch) => {
    if (turn++ === 0) throw new Error('disk full');
    return [...batch];
  }, limits);
  await expect(batcher.submit(1)).rejects.toThrow('disk full');
  expect(await batcher.submit(2)).toBe(2);
});

test('batches stay within their bounds, and an item heavier than a batch goes alone', async () => {
  const batches: number[] = [];
  const batcher = createBatcher<number, number>(
    async (batch) => {
      batches.push(batch.length);
      return [...batch];
    },
    { ...limits, batchItemsMax: 3, weightOf: (item) => item, batchWeightMax: 10 },
  );
  await Promise.all([50, 1, 1, 1, 1, 9, 9].map((item) => batcher.submit(item)));
  expect(batches).toEqual([1, 3, 2, 1]);
  await batcher.idle();
});

test('more than may wait is refused at once, and what waits goes on', async () => {
  const batcher = createBatcher<number, number>(async (batch) => [...batch], {
    ...limits,
    waitingItemsMax: 2,
  });
  const accepted = [batcher.submit(1), batcher.submit(2)];
  await expect(batcher.submit(3)).rejects.toThrow(BatcherFullError);
  expect(await Promise.all(accepted)).toEqual([1, 2]);
});
