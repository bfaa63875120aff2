import type { AccountId, MessageId } from '@sotto/protocol';
import { type BodyItem, encodePart, textPart } from '@sotto/protocol/content';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBodyBytes } from '../messages/stored-body.ts';
import { answersOf } from './event-answers.ts';
import type { Mark } from './mark.ts';
import { tallyOf } from './poll-tally.ts';
import { reactionsOf } from './reactions.ts';
import { editableKind, revisionsOf } from './revisions.ts';
import { conversationStateOf, isPinned } from './shared-state.ts';

const account = (n: number) => `account-${n}` as AccountId;
const poll = { question: '?', options: ['a', 'b', 'c'], choicesMax: 2, closesAt: null };
const original: BodyItem[] = [{ kind: 'text', text: 'first' }];

const origin = fc.record({
  messageId: fc.integer({ min: 10, max: 99 }).map((n) => `message-${n}` as MessageId),
  author: fc.integer({ min: 1, max: 3 }).map(account),
  sentAt: fc.integer({ min: 1, max: 4 }),
  acceptedAt: fc.option(fc.integer({ min: 1, max: 4 })),
});
const value = fc.oneof(
  fc.record({ name: fc.constant('reaction' as const), emojis: fc.subarray(['👍', '🎹']) }),
  fc.record({ name: fc.constant('vote' as const), choices: fc.subarray([0, 1, 2]) }),
  fc.record({ name: fc.constant('close' as const) }),
  fc.record({ name: fc.constant('answer' as const), answer: fc.constantFrom('yes', 'no', 'maybe') }),
  fc.record({ name: fc.constant('pin' as const), pinned: fc.boolean() }),
  fc.record({
    name: fc.constant('expiry' as const),
    change: fc.record({ kind: fc.constant('expiry' as const), seconds: fc.constantFrom(60, 120) }),
  }),
  fc.record({
    name: fc.constant('edit' as const),
    body: fc.constantFrom('x', 'y').map((text) => encodePart(textPart(text))),
  }),
);
const marks = fc.uniqueArray(
  fc.tuple(origin, value).map(([one, other]): Mark => ({ ...one, ...other })),
  { maxLength: 12, selector: (mark) => mark.messageId },
);

/** Everything that is ever worked out from a set of marks. */
const views = (set: readonly Mark[]) => ({
  reactions: reactionsOf(set),
  tally: tallyOf(poll, account(1), set),
  answers: [...answersOf(set)].sort(),
  pinned: isPinned(set),
  state: conversationStateOf(set),
  revisions: revisionsOf(set, account(1), original, readBodyBytes).map(({ edit }) => edit.messageId),
});

test('RICH-3 a set of marks means the same in whatever order it is kept', () => {
  fc.assert(
    fc.property(
      marks.chain((set) => fc.tuple(fc.constant(set), fc.shuffledSubarray(set, { minLength: set.length }))),
      ([set, shuffled]) => {
        expect(views(shuffled)).toEqual(views(set));
      },
    ),
    { numRuns: 500 },
  );
});

describe('RICH-6 tallies', () => {
  const vote = (n: number, sentAt: number, acceptedAt: number | null, choices: number[]): Mark => ({
    messageId: `vote-${n}-${sentAt}` as MessageId,
    author: account(n),
    sentAt,
    acceptedAt,
    name: 'vote',
    choices,
  });
  const close = (n: number, acceptedAt: number | null): Mark => ({
    messageId: `close-${n}` as MessageId,
    author: account(n),
    sentAt: 1,
    acceptedAt,
    name: 'close',
  });
  const votes = (...set: Mark[]) => tallyOf(poll, account(1), set).votes.map((people) => people.length);

  test('of each person the latest vote that came before the end', () => {
    expect(votes(vote(2, 1, 1, [0]), vote(2, 2, 2, [1]))).toEqual([0, 1, 0]);
    expect(votes(vote(2, 1, 1, [0]), vote(2, 2, 9, [1]), close(1, 5))).toEqual([1, 0, 0]);
    expect(votes(vote(2, 1, 9, [0]), close(1, 5), close(1, 9))).toEqual([0, 0, 0]);
  });

  test('an end that is only on this device counts out nothing that others see', () => {
    const set = [vote(2, 1, 9, [0]), close(1, null)];
    expect(votes(...set)).toEqual([1, 0, 0]);
    expect(tallyOf(poll, account(1), set).closesAt).toBe(0);
  });

  test('somebody else’s end is none, nor is a vote for what is not offered', () => {
    expect(votes(vote(2, 1, 9, [0]), close(2, 5))).toEqual([1, 0, 0]);
    expect(votes(vote(2, 1, 1, [0]), vote(2, 2, 2, [0, 1, 2]), vote(3, 1, 1, [7]))).toEqual([1, 0, 0]);
  });
});

test('what can be edited into what', () => {
  const item = (kind: string) => ({ kind }) as BodyItem;
  expect(editableKind([item('text'), item('file'), item('link-preview')])).toBe('text');
  expect(editableKind([item('event')])).toBe('event');
  for (const kind of ['poll', 'location', 'contact']) expect(editableKind([item(kind)])).toBeNull();
  expect(editableKind([item('text'), item('poll')])).toBeNull();
  expect(editableKind([])).toBeNull();
});
