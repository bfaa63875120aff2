import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLiveness, type Liveness, presenceLifeMs, typingLifeMs } from './liveness.ts';

const conversationId = 'c' as never;
const senderId = 'a' as never;
let liveness: Liveness;
let changes = 0;
const sign = (ageMs = 0) => ({ conversationId, senderId, acceptedAt: Date.now() - ageMs });

beforeEach(() => {
  vi.useFakeTimers();
  changes = 0;
  liveness = createLiveness(
    {
      clock: () => Date.now(),
      timer: (delayMs, work) => {
        const timeout = setTimeout(work, delayMs);
        return () => clearTimeout(timeout);
      },
    },
    () => changes++,
  );
});
afterEach(() => vi.useRealTimers());

test('typing ends by itself when it is not repeated', () => {
  liveness.typing(sign(), true);
  expect(liveness.isTyping(conversationId)).toBe(true);
  vi.advanceTimersByTime(typingLifeMs - 1);
  liveness.typing(sign(), true);
  vi.advanceTimersByTime(typingLifeMs - 1);
  expect(liveness.isTyping(conversationId)).toBe(true);
  vi.advanceTimersByTime(1);
  expect(liveness.isTyping(conversationId)).toBe(false);
  expect(changes).toBe(2);
});

test('typing ends with the message, or when it is taken back', () => {
  liveness.typing(sign(), true);
  liveness.wrote(sign());
  expect(liveness.isTyping(conversationId)).toBe(false);
  liveness.typing(sign(), true);
  liveness.typing(sign(), false);
  expect(liveness.isTyping(conversationId)).toBe(false);
});

test('what waited in the mailbox says nothing about now', () => {
  liveness.typing(sign(10 * 60_000), true);
  liveness.presence(sign(10 * 60_000), true);
  expect(liveness.isTyping(conversationId)).toBe(false);
  expect(liveness.presenceOf(senderId)).toBe('unknown');
});

test('presence is known for a while, then unknown', () => {
  expect(liveness.presenceOf(senderId)).toBe('unknown');
  liveness.presence(sign(), true);
  expect(liveness.presenceOf(senderId)).toBe('active');
  liveness.presence(sign(), false);
  expect(liveness.presenceOf(senderId)).toBe('away');
  vi.advanceTimersByTime(presenceLifeMs);
  expect(liveness.presenceOf(senderId)).toBe('unknown');
});

test('forgetting leaves no timer behind', () => {
  liveness.typing(sign(), true);
  liveness.presence(sign(), true);
  liveness.forget();
  expect(vi.getTimerCount()).toBe(0);
});
