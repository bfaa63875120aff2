import { ProblemError } from '../http/problem-error.ts';

/**
 * Slows guessing down without letting anybody lock others out. Every try counts when it begins (the first
 * half of OPAQUE already tells the client whether its guess was right) and is given back when it succeeds:
 *
 *     a name from one address   5 tries, then waits that double from 2 seconds to 5 minutes
 *     a name from everywhere    30 tries, then one more every 30 seconds
 *     an address                30 tries, then one more every 10 seconds
 *     everybody                 600 tries, then 20 more a second
 *
 * An address from which a name was signed in before is held only by the first rule: a stranger who guesses
 * does not keep the owner out.
 */
export type LoginThrottle = {
  /** A try begins. @throws ProblemError `rate-limited` with the wait when it has to wait. */
  begin(name: string, address: string): void;
  succeeded(name: string, address: string): void;
};

type Bucket = { tokens: number; filledAt: number };
type Streak = { count: number; waitUntil: number; lastAt: number };
type Allowance = { readonly burst: number; readonly everyMs: number };

const pairTries = 5;
const firstWaitMs = 2000;
const longestWaitMs = 5 * 60_000;
const forgetAfterMs = 60 * 60_000;
const entriesMax = 50_000;

const allowances = {
  name: { burst: 30, everyMs: 30_000 },
  address: { burst: 30, everyMs: 10_000 },
  total: { burst: 600, everyMs: 50 },
} as const;

/** @param factor multiplies what addresses and everybody may do; what a name may take stays. */
export function createLoginThrottle(factor: number, now: () => number = Date.now): LoginThrottle {
  const streaks = new Map<string, Streak>();
  const buckets = new Map<string, Bucket>();
  const trusted = new Set<string>();

  const rulesOf = (name: string, address: string): readonly (readonly [string, Allowance])[] =>
    trusted.has(pairOf(name, address))
      ? []
      : [
          [`name ${name}`, allowances.name],
          [`address ${address}`, scaled(allowances.address, factor)],
          ['total', scaled(allowances.total, factor)],
        ];
  const filled = (key: string, { burst, everyMs }: Allowance): Bucket => {
    const known = buckets.get(key);
    const tokens =
      known === undefined ? burst : Math.min(burst, known.tokens + (now() - known.filledAt) / everyMs);
    return { tokens, filledAt: now() };
  };
  return {
    begin(name, address) {
      const pair = pairOf(name, address);
      const streak = streaks.get(pair);
      if (streak !== undefined && streak.waitUntil > now()) throw wait(streak.waitUntil - now());
      const rules = rulesOf(name, address);
      for (const [key, allowance] of rules) {
        const { tokens } = filled(key, allowance);
        if (tokens < 1) throw wait((1 - tokens) * allowance.everyMs);
      }
      for (const [key, allowance] of rules) {
        const { tokens, filledAt } = filled(key, allowance);
        put(buckets, key, { tokens: tokens - 1, filledAt });
      }
      const count = streak === undefined || now() - streak.lastAt > forgetAfterMs ? 1 : streak.count + 1;
      const excess = count - pairTries;
      const waitMs = excess < 0 ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** excess);
      put(streaks, pair, { count, waitUntil: now() + waitMs, lastAt: now() });
    },
    succeeded(name, address) {
      streaks.delete(pairOf(name, address));
      for (const [key, allowance] of rulesOf(name, address)) {
        const { tokens, filledAt } = filled(key, allowance);
        put(buckets, key, { tokens: Math.min(allowance.burst, tokens + 1), filledAt });
      }
      trusted.add(pairOf(name, address));
      if (trusted.size > entriesMax) trusted.delete(trusted.values().next().value as string);
    },
  };
}

function pairOf(name: string, address: string): string {
  return `${name} ${address}`;
}

function scaled({ burst, everyMs }: Allowance, factor: number): Allowance {
  return { burst: burst * factor, everyMs: everyMs / factor };
}

/** Sets an entry as the newest; the oldest goes when there are too many. */
function put<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > entriesMax) map.delete(map.keys().next().value as string);
}

function wait(ms: number): ProblemError {
  return new ProblemError('rate-limited', { retry_after_seconds: Math.max(1, Math.ceil(ms / 1000)) });
}
