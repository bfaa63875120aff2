import type { Clock } from '../platform/clock.ts';
import type { Random } from '../platform/random.ts';
import { randomShare } from '../platform/random-share.ts';

/** When things are to be done that many devices could do: each waits a while of its own, picked by chance. */
export type Schedule = {
  /**
   * Whether the time of something has come. The first question sets it, within a window from now; until it
   * is forgotten the answer stays.
   */
  isDue(name: string, fromMs: number, toMs: number): boolean;
  /** Whether a time was set, come or not. */
  isPlanned(name: string): boolean;
  /** Not before this time. */
  putOff(name: string, at: number): void;
  /** It is done, or there is nothing to do any more. */
  forget(name: string): void;
  /** The next time of all that are waiting; `null`: nothing waits. */
  nextAt(): number | null;
  /** How often this was asked before. */
  count(name: string): number;
  /** From 0 up to 1. */
  chance(): number;
};

export function createSchedule(clock: Clock, random: Random): Schedule {
  const times = new Map<string, number>();
  const counts = new Map<string, number>();
  return {
    isDue(name, fromMs, toMs) {
      const at = times.get(name) ?? clock() + fromMs + randomShare(random) * (toMs - fromMs);
      times.set(name, at);
      return at <= clock();
    },
    isPlanned: (name) => times.has(name),
    putOff(name, at) {
      times.set(name, at);
    },
    forget(name) {
      times.delete(name);
    },
    nextAt() {
      const now = clock();
      let next: number | null = null;
      for (const at of times.values()) {
        if (at > now && at < Number.MAX_SAFE_INTEGER && (next === null || at < next)) next = at;
      }
      return next;
    },
    count(name) {
      const before = counts.get(name) ?? 0;
      counts.set(name, before + 1);
      return before;
    },
    chance: () => randomShare(random),
  };
}
