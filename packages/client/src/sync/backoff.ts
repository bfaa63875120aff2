const firstDelayMs = 500;
const longestDelayMs = 60_000;

/**
 * How long to wait before trying again: full jitter, so that a thousand clients of a server that came
 * back do not come back together.
 *
 * @param attempt failures so far, from 1.
 * @param roll random, from 0 up to 1.
 */
export function backoffMs(attempt: number, roll: number): number {
  const ceiling = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(attempt - 1, 20));
  return Math.floor(roll * ceiling);
}
