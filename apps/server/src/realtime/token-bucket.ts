/** Allows so much at once and so much a second. */
export type TokenBucket = {
  /** Takes `amount` and returns 0, or returns the milliseconds after which there will be enough. */
  take(amount: number, nowMs: number): number;
};

const roundingMs = 1e-6;

export function createTokenBucket(limits: {
  readonly burst: number;
  readonly perSecond: number;
}): TokenBucket {
  const { burst, perSecond } = limits;
  let left = burst;
  let filledAt = 0;
  return {
    take(amount, nowMs) {
      if (filledAt === 0) filledAt = nowMs;
      left = Math.min(burst, left + ((nowMs - filledAt) / 1000) * perSecond);
      filledAt = nowMs;
      if (left >= amount) {
        left -= amount;
        return 0;
      }
      const waitMs = ((Math.min(amount, burst) - left) / perSecond) * 1000;
      // What arithmetic leaves behind the point is no millisecond.
      return Math.ceil(waitMs - roundingMs);
    },
  };
}
