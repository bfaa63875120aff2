import type { ConversationSummary, GroupPicture, Person, TimelineItem } from '@sotto/client';
import { cell } from '../../../../packages/react/test/cell.ts';
import { lastSaid, message, notice, placeholder } from '../../../../packages/react/test/items.ts';
import {
  benPerson,
  conversationId,
  type Script,
  scriptedClient,
  summary,
  timelineOf,
} from '../../../../packages/react/test/scripted-client.ts';

import { groupsScene } from './groups-scene.ts';

type ConversationId = ConversationSummary['conversationId'];

const minute = 60_000;
const now = Date.now();
const at = (minutesAgo: number) => now - minutesAgo * minute;

const names = [
  'Clara Jensen',
  'Daniel Ortiz',
  'Emi Tanaka',
  'Farid Haddad',
  'Grace Nwosu',
  'Henrik Solberg',
  'Ines Almeida',
  'Jakub Kowalski',
  'Léa Moreau',
  'Marco Bianchi',
  'Noor van Dijk',
  'Olga Petrova',
  'Priya Raman',
];
const idOf = (index: number) => `44444444-4444-4444-8444-${String(index).padStart(12, '0')}`;
const people: Person[] = names.map((displayName, index) => ({
  accountId: idOf(index) as Person['accountId'],
  username: displayName.toLowerCase().split(' ')[0] ?? '',
  displayName,
  role: index === 2 ? 'admin' : 'member',
  verified: index === 0,
  identityChanged: index === 5,
}));

const texts = [
  'Thank you, see you on Thursday!',
  'Could you move the lesson to **4 pm**?',
  'The scores are in the cupboard next to the piano.',
  'That works for me',
  'Sent you the timetable',
  '👍',
];

const story: TimelineItem[] = [
  notice('n1', { at: at(2 * 1440 + 40), notice: 'device-added' }),
  message('1', { at: at(2 * 1440 + 30), text: 'Good morning! Did the new *Steinway* arrive?' }),
  message('2', {
    at: at(2 * 1440 + 29),
    mine: true,
    state: 'read',
    text: 'It did, an hour ago. It still has to settle for a few days before it can be tuned.',
  }),
  message('3', { at: at(2 * 1440 + 28), mine: true, state: 'read', text: 'Room 4, as planned.' }),
  message('4', {
    at: at(1440 + 90),
    text: 'Lovely. Here is what I would suggest for the recital:\n\n1. Schumann, *Kinderszenen*\n2. Bartók, Romanian Folk Dances\n3. Something short by one of the students',
  }),
  message('5', {
    at: at(1440 + 80),
    mine: true,
    state: 'read',
    text: '> Something short by one of the students\n\nYes! Mila has written a waltz. I will ask her.',
  }),
  message('6', { at: at(1440 + 79), mine: true, state: 'read', text: '🎹' }),
  message('7', {
    at: at(1440 + 60),
    text: 'The programme is at https://northside.example/recital (draft). Could you check the names?',
  }),
  placeholder('p', { at: at(300) }),
  message('8', {
    at: at(62),
    text: 'By the way, the export for the timetable broke again:\n\n```ts\nconst lessons = week.map((day) => day.lessons);\nreturn lessons.flat().filter((one) => one.room === 4);\n```',
  }),
  message('9', {
    at: at(58),
    mine: true,
    state: 'read',
    text: '`flat()` was the missing piece, thank you. It runs now, with **all 36** lessons in it.',
  }),
  message('10', { at: at(12), text: 'Perfect.' }),
  message('11', {
    at: at(11),
    text: 'Shall we meet at half past five and go through the evening once? I can bring the lists for the parents, and we should decide about the second microphone.',
  }),
  message('12', {
    at: at(6),
    mine: true,
    state: 'delivered',
    text: 'Half past five is good. I will be in room 4.',
  }),
  message('13', { at: at(1), mine: true, state: 'sent', text: 'And yes, bring the lists please!' }),
];

const rows: ConversationSummary[] = [
  summary({
    presence: 'active',
    lastMessage: lastSaid('And yes, bring the lists please!', { mine: true, at: at(1) }),
    sortAt: at(1),
  }),
  ...people.map((person, index) =>
    summary({
      conversationId: idOf(index) as ConversationId,
      person,
      unread: index === 0 ? 3 : index === 3 ? 12 : 0,
      draft: index === 2 ? 'About the concert on Friday: could' : null,
      typing: index === 1,
      presence: index === 0 ? 'active' : index === 4 ? 'away' : 'unknown',
      lastMessage: lastSaid(texts[index % texts.length] ?? '', {
        mine: index % 3 === 1,
        at: at(20 + index * index * 160),
        state: index === 7 ? 'failed' : index % 3 === 1 ? 'read' : 'received',
      }),
      sortAt: at(20 + index * index * 160),
    }),
  ),
];
rows.splice(
  4,
  0,
  summary({
    conversationId: idOf(99) as ConversationId,
    kind: 'note-to-self',
    person: { ...benPerson, displayName: 'Anna Weiss' },
    lastMessage: lastSaid('Order strings, call the tuner', { mine: true, at: at(500), state: 'delivered' }),
  }),
);

const claraItems = [
  message('c1', { at: at(200), mine: true, state: 'read', text: 'How did the audition go?' }),
  message('c2', { at: at(32), text: 'Really well!!' }),
  message('c3', { at: at(31), text: 'They want me to come back in May' }),
  message('c4', { at: at(20), text: 'Thank you, see you on Thursday!' }),
];
const henrikItems = [
  message('h1', { at: at(4000), mine: true, state: 'read', text: 'Here is the door code.' }),
  notice('h2', { at: at(200), notice: 'identity-changed' }),
  message('h3', {
    at: at(100),
    mine: true,
    state: 'failed',
    failure: 'identity-changed',
    text: 'Are you coming tonight?',
  }),
];
const many = Array.from({ length: 50_000 }, (_, index) =>
  message(`m${index}`, {
    at: now - (50_000 - index) * 3 * minute,
    mine: index % 7 < 3,
    state: index % 7 < 3 ? 'read' : 'received',
    text: `${texts[index % texts.length]}${index % 11 === 0 ? ` ${'and so on '.repeat(index % 40)}` : ''} ${index}`,
  }),
);

/** Somebody's ordinary day, to look at and to test with. */
export function ordinaryDay(change: Partial<Script> = {}, picture: GroupPicture | null = null) {
  const groups = groupsScene(people, picture);
  const timelines: Script['timelines'] = new Map([
    [conversationId, cell(timelineOf(story))],
    [
      idOf(0) as ConversationId,
      cell(timelineOf(claraItems, { unreadFrom: 'c2', conversationId: idOf(0) as ConversationId })),
    ],
    [idOf(5) as ConversationId, cell(timelineOf(henrikItems, { conversationId: idOf(5) as ConversationId }))],
    [
      idOf(12) as ConversationId,
      cell(timelineOf(many, { hasOlder: true, conversationId: idOf(12) as ConversationId })),
    ],
    ...groups.timelines,
  ]);
  return scriptedClient({
    people: cell<readonly Person[]>([benPerson, ...people]),
    conversations: cell<readonly ConversationSummary[]>(
      [...groups.conversations, ...rows].sort((a, b) => b.sortAt - a.sortAt),
    ),
    timelines,
    groups: new Map(groups.groups),
    receipts: new Map(groups.receipts),
    ...change,
  });
}
