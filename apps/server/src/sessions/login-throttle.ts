import { ProblemError } from '../http/problem-error.ts';

/**
 * Slows guessing down: per account name, per address and in total. A wrong passphrase makes the next try
 * wait; a wait ends by itself, so nobody can lock another out for good. What counts is failures: people
 * who sign in at nine in the morning do not get in each other's way.
 */
export type LoginThrottle = {
  /** @throws ProblemError `rate-limited` while this name or address has to wait. */
  check(name: string, address: string): void;
  /** A try begins: it counts as failed until it has succeeded. */
  failed(name: string, address: string): void;
  succeeded(name: string, address: string): void;
};

type Failures = { count: number; waitUntil: number; forgetAt: number };

const freeTries = { name: 5, address: 30, total: 600 };
const firstWaitMs = 2000;
const longestWaitMs = 5 * 60_000;
const forgetAfterMs = 60 * 60_000;
const entriesMax = 50_000;

export function createLoginThrottle(factor: number, now: () => number = Date.now): LoginThrottle {
  const failures = new Map<string, Failures>();
  const keysOf = (name: string, address: string) =>
    [
      [`name ${name}`, freeTries.name],
      [`address ${address}`, freeTries.address * factor],
      ['total', freeTries.total * factor],
    ] as const;
  return {
    check(name, address) {
      for (const [key] of keysOf(name, address)) {
        const left = (failures.get(key)?.waitUntil ?? 0) - now();
        if (left > 0) throw new ProblemError('rate-limited', { retry_after_seconds: Math.ceil(left / 1000) });
      }
    },
    failed(name, address) {
      for (const [key, free] of keysOf(name, address)) {
        const known = failures.get(key);
        const count = known === undefined || known.forgetAt < now() ? 1 : known.count + 1;
        const excess = count - free;
        const wait = excess <= 0 ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** (excess - 1));
        failures.delete(key);
        failures.set(key, { count, waitUntil: now() + wait, forgetAt: now() + forgetAfterMs });
      }
      while (failures.size > entriesMax) failures.delete(failures.keys().next().value as string);
    },
    succeeded(name, address) {
      failures.delete(`name ${name}`);
      // Each try was counted as a failure when it began: this one was none.
      for (const key of [`address ${address}`, 'total']) {
        const known = failures.get(key);
        if (known !== undefined) failures.set(key, { ...known, count: Math.max(0, known.count - 1) });
      }
    },
  };
}
