/** Lets `burst` through at once and `perSecond` in the long run. */
export function createTokenBucket(
  perSecond: number,
  burst: number,
  now: () => number = Date.now,
): { take(): boolean } {
  let tokens = burst;
  let filledAt = now();
  return {
    take() {
      const at = now();
      tokens = Math.min(burst, tokens + ((at - filledAt) / 1000) * perSecond);
      filledAt = at;
      if (tokens < 1) return false;
      tokens--;
      return true;
    },
  };
}
