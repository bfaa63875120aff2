import type { ConversationSummary } from '@sotto/client';
import { expect, test } from 'vitest';
import { nextConversation } from './next-conversation.ts';

const row = (id: string, unread = 0) => ({ conversationId: id, unread }) as unknown as ConversationSummary;
const rows = [row('a'), row('b', 2), row('c'), row('d', 1)];
const id = (value: string) => value as ConversationSummary['conversationId'];

test.each([
  ['a', 1, false, 'b'],
  ['a', -1, false, 'd'],
  ['d', 1, false, 'a'],
  ['a', 1, true, 'b'],
  ['b', 1, true, 'd'],
  ['d', 1, true, 'b'],
  ['c', -1, true, 'b'],
] as const)('from %s, step %d, unread only %s: %s', (open, step, unreadOnly, expected) => {
  expect(nextConversation(rows, id(open), step, unreadOnly)).toBe(expected);
});

test('with nothing open the first or the last is next', () => {
  expect(nextConversation(rows, null, 1, false)).toBe('a');
  expect(nextConversation(rows, null, -1, false)).toBe('d');
});

test('there may be no other', () => {
  expect(nextConversation([row('a')], id('a'), 1, false)).toBeNull();
  expect(nextConversation([], null, 1, false)).toBeNull();
  expect(nextConversation([row('a', 1), row('b')], id('a'), 1, true)).toBeNull();
});
