import type { Timer } from './timer.ts';

/** Lets everything else that is due happen first. */
export function pause(timer: Timer, delayMs = 0): Promise<void> {
  return new Promise((resolve) => {
    timer(delayMs, resolve);
  });
}
