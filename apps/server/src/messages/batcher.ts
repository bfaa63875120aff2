import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Items that arrive while a batch is being worked on form the next one. No timer: a batch is whatever
 * waited, so one item alone goes at once, and a thousand cost one statement and one commit.
 */
export type Batcher<Item, Result> = {
  /** @throws BatcherFullError when too much waits; else whatever became of the item. */
  submit(item: Item): Promise<Result>;
  /** Items not yet begun. */
  readonly waiting: number;
  /** Resolves when nothing is waiting or being worked on. */
  idle(): Promise<void>;
};

export type BatcherLimits<Item> = {
  readonly batchItemsMax: number;
  readonly waitingItemsMax: number;
  readonly batchWeightMax: number;
  /** What is in no hurry rests so long between two batches, and costs fewer of them. */
  readonly restMs?: number;
  weightOf(item: Item): number;
};

/** Memory is bounded: whoever comes now is told to come again. */
export class BatcherFullError extends Error {
  override readonly name = 'BatcherFullError';
}

type Waiting<Item, Result> = {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * @param work does a batch and says what became of each item, in order. When it throws, the whole batch
 *   failed, and each item with it.
 */
export function createBatcher<Item, Result>(
  work: (batch: readonly Item[]) => Promise<readonly Result[]>,
  limits: BatcherLimits<Item>,
): Batcher<Item, Result> {
  let queue: Waiting<Item, Result>[] = [];
  let running: Promise<void> | undefined;

  const takeBatch = (): Waiting<Item, Result>[] => {
    let count = 0;
    let weight = 0;
    for (const { item } of queue) {
      weight += limits.weightOf(item);
      if (count > 0 && (count >= limits.batchItemsMax || weight > limits.batchWeightMax)) break;
      count++;
    }
    if (count < queue.length) return queue.splice(0, count);
    const all = queue;
    queue = [];
    return all;
  };
  const drain = async () => {
    while (queue.length > 0) {
      const batch = takeBatch();
      try {
        const results = await work(batch.map((waiting) => waiting.item));
        for (const [i, waiting] of batch.entries()) waiting.resolve(results[i] as Result);
      } catch (error) {
        for (const waiting of batch) waiting.reject(error);
      }
      if (limits.restMs !== undefined) await sleep(limits.restMs);
    }
    running = undefined;
  };
  return {
    submit: (item) =>
      new Promise<Result>((resolve, reject) => {
        if (queue.length >= limits.waitingItemsMax) {
          reject(new BatcherFullError());
          return;
        }
        queue.push({ item, resolve, reject });
        // The rest of this turn joins the first batch too.
        running ??= Promise.resolve().then(drain);
      }),
    get waiting() {
      return queue.length;
    },
    idle: async () => {
      while (running !== undefined) await running;
    },
  };
}
