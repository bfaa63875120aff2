import type { Platform } from './platform.ts';

/** Something to be done at a time that may still change. */
export type Alarm = {
  /** `null`: nothing is due. */
  setAt(at: number | null): void;
  stop(): void;
};

/** Timers count in 31 bits, and clocks are set: looked at again at least once a day. */
const longestWaitMs = 24 * 60 * 60 * 1000;

/** @param work done once the time has come; it may set the alarm again. */
export function createAlarm({ clock, timer }: Pick<Platform, 'clock' | 'timer'>, work: () => void): Alarm {
  let due: number | null = null;
  let cancel = () => {};

  function arm(): void {
    cancel();
    if (due === null) return;
    const wait = Math.min(Math.max(0, due - clock()), longestWaitMs);
    cancel = timer(wait, () => {
      if (due === null) return;
      if (due > clock()) {
        arm();
        return;
      }
      due = null;
      work();
    });
  }

  return {
    setAt(at) {
      if (at === due) return;
      due = at;
      arm();
    },
    stop() {
      due = null;
      cancel();
    },
  };
}
