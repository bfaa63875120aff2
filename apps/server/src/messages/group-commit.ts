/**
 * Group commit: items that arrive while a batch is being written form the next one. No timer: a batch is
 * whatever waited, so one item alone is written at once, and a thousand cost one statement and one commit.
 *
 * @param write stores a batch durably and says what became of each item, in order. When it throws, the
 *   whole batch failed and each item with it.
 */
export type GroupCommit<Item, Result> = {
  submit(item: Item): Promise<Result>;
  /** Resolves when nothing is waiting or being written. */
  idle(): Promise<void>;
};

type Waiting<Item, Result> = {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
};

export function createGroupCommit<Item, Result>(
  write: (batch: readonly Item[]) => Promise<readonly Result[]>,
  limits: {
    readonly batchItemsMax: number;
    readonly weightOf: (item: Item) => number;
    readonly batchWeightMax: number;
  },
): GroupCommit<Item, Result> {
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
    if (count === queue.length) {
      const all = queue;
      queue = [];
      return all;
    }
    return queue.splice(0, count);
  };
  const drain = async () => {
    while (queue.length > 0) {
      const batch = takeBatch();
      try {
        const results = await write(batch.map((waiting) => waiting.item));
        for (let i = 0; i < batch.length; i++)
          (batch[i] as Waiting<Item, Result>).resolve(results[i] as Result);
      } catch (error) {
        for (const waiting of batch) waiting.reject(error);
      }
    }
    running = undefined;
  };
  return {
    submit: (item) =>
      new Promise<Result>((resolve, reject) => {
        queue.push({ item, resolve, reject });
        // The rest of this turn joins the first batch too.
        running ??= Promise.resolve().then(drain);
      }),
    idle: async () => {
      while (running !== undefined) await running;
    },
  };
}
