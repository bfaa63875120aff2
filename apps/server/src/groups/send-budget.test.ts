import type { AccountId } from '@sotto/protocol';
import { expect, test } from 'vitest';
import { createSendBudget } from './send-budget.ts';

const anna = 'anna' as AccountId;
const ben = 'ben' as AccountId;

test('an account may send so many at once and so many a second; another is not concerned', () => {
  let now = 1_000_000;
  const budget = createSendBudget(1, () => now);
  const taken = (accountId: AccountId) => {
    let count = 0;
    for (;;) {
      try {
        budget.take(accountId);
        count++;
      } catch (error) {
        expect(error).toMatchObject({ problem: { code: 'rate-limited', retry_after_seconds: 1 } });
        return count;
      }
    }
  };
  expect(taken(anna)).toBe(500);
  expect(taken(ben)).toBe(500);
  now += 2000;
  expect(taken(anna)).toBe(100);
});
