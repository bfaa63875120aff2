import type { AccountId } from '@sotto/protocol';

/**
 * How many one-time prekeys of one account may be drawn an hour by everybody together, and by one caller.
 * Beyond it a look-up still works, with the last-resort key: nobody can drain another's keys, and nobody is
 * locked out by somebody who tries (REQ-S4).
 */
const perTargetAnHour = 300;
const perCallerAndTargetAnHour = 30;
const windowMs = 3_600_000;
const entriesMax = 100_000;

export type PrekeyBudget = {
  /** Whether this look-up may draw one-time keys; counts it. */
  draw(caller: AccountId, target: AccountId): boolean;
};

export function createPrekeyBudget(factor: number, now: () => number = Date.now): PrekeyBudget {
  const windows = new Map<string, { until: number; drawn: number }>();
  const within = (key: string, max: number): boolean => {
    const known = windows.get(key);
    if (known === undefined || known.until < now()) {
      windows.delete(key);
      windows.set(key, { until: now() + windowMs, drawn: 1 });
      if (windows.size > entriesMax) windows.delete(windows.keys().next().value as string);
      return true;
    }
    known.drawn++;
    return known.drawn <= max;
  };
  return {
    draw(caller, target) {
      const byCaller = within(`${caller} ${target}`, perCallerAndTargetAnHour * factor);
      return byCaller && within(target, perTargetAnHour * factor);
    },
  };
}
