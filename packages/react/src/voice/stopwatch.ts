/** Counts the time it runs, without its pauses. Runs from the beginning. */
export type Stopwatch = {
  readonly elapsedMs: number;
  readonly running: boolean;
  stop(): void;
  start(): void;
};

export function stopwatch(now: () => number): Stopwatch {
  let before = 0;
  let since: number | null = now();
  const elapsed = () => before + (since === null ? 0 : now() - since);
  return {
    get elapsedMs() {
      return elapsed();
    },
    get running() {
      return since !== null;
    },
    stop() {
      before = elapsed();
      since = null;
    },
    start() {
      since ??= now();
    },
  };
}
