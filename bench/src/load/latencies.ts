import type { Percentiles } from './bench-account.ts';

/** Collects durations; a fixed histogram of 10 µs steps up to 10 s, so that a long run costs no memory. */
export type Latencies = {
  add(ms: number): void;
  clear(): void;
  percentiles(): Percentiles;
  readonly count: number;
};

const stepsPerMs = 100;
const steps = 10_000 * stepsPerMs;

export function collectLatencies(): Latencies {
  const counts = new Uint32Array(steps);
  let count = 0;
  let max = 0;
  const at = (share: number) => {
    let left = Math.ceil(count * share);
    for (let i = 0; i < steps; i++) {
      left -= counts[i] as number;
      if (left <= 0) return i / stepsPerMs;
    }
    return max;
  };
  return {
    add(ms) {
      const step = Math.min(steps - 1, Math.max(0, Math.floor(ms * stepsPerMs)));
      counts[step] = (counts[step] as number) + 1;
      count++;
      if (ms > max) max = ms;
    },
    clear() {
      counts.fill(0);
      count = 0;
      max = 0;
    },
    percentiles: () => ({ p50: at(0.5), p99: at(0.99), max: Math.round(max * 100) / 100 }),
    get count() {
      return count;
    },
  };
}
