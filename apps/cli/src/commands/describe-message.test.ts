import type { AccountId, BodyPart, NamedPerson, TimelineMessage } from '@sotto/client';
import { expect, test } from 'vitest';
import { describeMessage } from './describe-message.ts';
import { describePart } from './describe-part.ts';

const ben: NamedPerson = { accountId: 'ben' as AccountId, name: 'Ben', self: false };
const nameOf = (accountId: string) => `@${accountId}`;

const message: TimelineMessage = {
  kind: 'message',
  id: 'm',
  senderId: ben.accountId,
  senderName: 'Ben',
  mine: false,
  at: 0,
  text: 'hello',
  parts: [{ kind: 'text', text: 'hello', mentions: [], mentionsAll: false }],
  state: 'received',
  failure: null,
  receipts: null,
  gapBefore: false,
  replyTo: null,
  threadId: null,
  thread: null,
  reactions: [],
  edited: null,
  deleted: false,
  pinned: false,
  starred: false,
  forwards: 0,
  silent: false,
  mentionsMe: false,
  expiry: null,
  undoUntil: null,
  change: null,
};

test.each<[BodyPart, string, object]>([
  [
    { kind: 'text', text: 'hi', mentions: [ben], mentionsAll: true },
    'hi',
    { kind: 'text', text: 'hi', mentions: ['@ben'], mentions_all: true },
  ],
  [
    {
      kind: 'poll',
      question: 'When?',
      options: [
        { text: 'Mon', votes: 1, voters: [ben], chosen: false },
        { text: 'Fri', votes: 0, voters: [], chosen: true },
      ],
      choicesMax: 1,
      closesAt: 0,
      closed: true,
      voters: 1,
      mayClose: false,
    },
    '[poll: When? (Mon 1, Fri 0*), closed]',
    {
      kind: 'poll',
      question: 'When?',
      options: [
        { text: 'Mon', votes: 1, voters: ['@ben'], chosen: false },
        { text: 'Fri', votes: 0, voters: [], chosen: true },
      ],
      choices_max: 1,
      closes_at: '1970-01-01T00:00:00.000Z',
      closed: true,
      voters: 1,
    },
  ],
  [
    { kind: 'location', latitude: 47.3769, longitude: 8.5417, uncertaintyMeters: 20, label: 'Mill' },
    '[place: Mill, geo:47.3769,8.5417;u=20]',
    { kind: 'location', latitude: 47.3769, longitude: 8.5417, uncertainty_meters: 20, label: 'Mill' },
  ],
  [
    {
      kind: 'contact',
      name: 'Ida',
      organisation: '',
      title: '',
      phones: [{ label: 'mobile', value: '+46 1' }],
      emails: [],
      addresses: [],
      urls: [],
      note: '',
      person: ben,
    },
    '[contact: Ida, +46 1]',
    { kind: 'contact', name: 'Ida', phones: [{ label: 'mobile', value: '+46 1' }], person: '@ben' },
  ],
  [
    {
      kind: 'event',
      title: 'Recital',
      description: '',
      place: 'Hall',
      startsAt: 0,
      endsAt: 3_600_000,
      allDay: false,
      suggestedReminderMinutes: null,
      cancelled: true,
      answers: [{ answer: 'yes', people: [ben] }],
      ownAnswer: null,
      reminderMinutes: 10,
    },
    '[event: Recital, 1970-01-01T00:00:00.000Z, cancelled]',
    { kind: 'event', answers: { yes: ['@ben'] }, own_answer: null, reminder_minutes: 10, cancelled: true },
  ],
  [
    {
      kind: 'link-preview',
      url: 'https://a.example/',
      title: 'A',
      description: '',
      siteName: 'a',
      image: null,
    },
    '',
    { kind: 'link-preview', url: 'https://a.example/', title: 'A', description: '', site_name: 'a' },
  ],
  [{ kind: 'unknown' }, '[of a kind that a newer version knows]', { kind: 'unknown' }],
])('a part of kind $kind', (part, words, value) => {
  const described = describePart(part, nameOf);
  expect(described.words).toBe(words);
  expect(described.value).toMatchObject(value);
});

test('a plain message says no more than there is to say', () => {
  const { words, value } = describeMessage(message, nameOf);
  expect(words).toBe('hello');
  expect(value).toEqual({
    mine: false,
    text: 'hello',
    parts: [{ kind: 'text', text: 'hello', mentions: [] }],
    state: 'received',
    gap_before: false,
  });
});

test('what was done with a message is said', () => {
  const { words, value } = describeMessage(
    {
      ...message,
      replyTo: { kind: 'missing', id: 'r' },
      threadId: 't',
      reactions: [{ emoji: '👍', people: [ben], mine: false }],
      edited: { at: 0, versions: 2, waiting: false },
      pinned: true,
      starred: true,
      mentionsMe: true,
      forwards: 3,
      expiry: { seconds: 60, at: null },
    },
    nameOf,
  );
  expect(words).toBe('hello 👍1');
  expect(value).toMatchObject({
    reply_to: 'r',
    thread_id: 't',
    reactions: [{ emoji: '👍', people: ['@ben'], mine: false }],
    edited: { at: '1970-01-01T00:00:00.000Z', versions: 2 },
    pinned: true,
    starred: true,
    mentions_me: true,
    forwards: 3,
    expiry: { seconds: 60, at: null },
  });
});

test('a deleted one leaves nothing but that', () => {
  const { words, value } = describeMessage({ ...message, deleted: true, parts: [], text: '' }, nameOf);
  expect(words).toBe('[deleted]');
  expect(value).toMatchObject({ deleted: true, text: '', parts: [] });
});
