import type { Platform } from './platform/platform.ts';
import { randomShare } from './platform/random-share.ts';
import { backoffMs } from './sync/backoff.ts';

/** Work that is done beside the messages: once for each name, again later when it fails. */
export type Upkeep = {
  /** Does `work` after `delayMs`; a second call before that changes nothing. */
  soon(name: string, delayMs: number, work: () => Promise<void>): void;
  stop(): void;
};

const attemptsMax = 6;
const retryFactor = 4;

export function createUpkeep({ timer, log, random }: Pick<Platform, 'timer' | 'log' | 'random'>): Upkeep {
  const waiting = new Map<string, () => void>();
  let stopped = false;

  function plan(name: string, delayMs: number, work: () => Promise<void>, attempt: number): void {
    if (stopped || waiting.has(name)) return;
    const cancel = timer(delayMs, () => {
      waiting.delete(name);
      work().catch(() => {
        if (stopped) return;
        log('info', 'task-failed', { attempt });
        if (attempt < attemptsMax) {
          plan(name, retryFactor * backoffMs(attempt, randomShare(random)), work, attempt + 1);
        }
      });
    });
    waiting.set(name, cancel);
  }

  return {
    soon: (name, delayMs, work) => plan(name, delayMs, work, 1),
    stop() {
      stopped = true;
      for (const cancel of waiting.values()) cancel();
      waiting.clear();
    },
  };
}
