import type { AccountId } from '@sotto/protocol';
import { ProblemError } from '../http/problem-error.ts';
import { createTokenBucket, type TokenBucket } from '../realtime/token-bucket.ts';

/**
 * How many group messages an account may send: each is delivered to everybody in the group, so one sender
 * costs far more than its own frames.
 */
export type SendBudget = {
  /** @throws ProblemError `rate-limited` */
  take(accountId: AccountId): void;
};

const rate = { burst: 500, perSecond: 50 };
const accountsMax = 50_000;

export function createSendBudget(factor: number, now: () => number = Date.now): SendBudget {
  const buckets = new Map<AccountId, TokenBucket>();
  return {
    take(accountId) {
      const bucket =
        buckets.get(accountId) ??
        createTokenBucket({ burst: rate.burst * factor, perSecond: rate.perSecond * factor });
      // The one used last stands last, so the first is forgotten first.
      buckets.delete(accountId);
      buckets.set(accountId, bucket);
      if (buckets.size > accountsMax) buckets.delete(buckets.keys().next().value as AccountId);
      const waitMs = bucket.take(1, now());
      if (waitMs > 0)
        throw new ProblemError('rate-limited', { retry_after_seconds: Math.ceil(waitMs / 1000) });
    },
  };
}
