import type { GroupChange, NamedPerson, TimelineItem } from '@sotto/client';
import { expect, test } from 'vitest';
import { annaNamed, ben, benNamed, groupNotice, message, notice } from '../../test/items.ts';
import { groupNoticeText } from './group-notice-text.ts';
import { noticeSummary } from './notice-summary.ts';
import { noticeText } from './notice-text.ts';
import { timelineRows } from './timeline-rows.ts';

const person = (name: string): NamedPerson => ({ accountId: name as never, name, self: false });
const clara = person('Clara Jensen');

test.each<[string, NamedPerson, GroupChange]>([
  ['You created the group “Recital”', annaNamed, { kind: 'created', name: 'Recital' }],
  ['Ben Okafor added Clara Jensen', benNamed, { kind: 'added', people: [clara] }],
  ['You added Clara Jensen and Ben Okafor', annaNamed, { kind: 'added', people: [clara, benNamed] }],
  [
    'Ben Okafor added you, Clara Jensen and 3 others',
    benNamed,
    { kind: 'added', people: [clara, person('D'), person('E'), person('F'), annaNamed] },
  ],
  ['Ben Okafor removed you', benNamed, { kind: 'removed', people: [annaNamed] }],
  ['Ben Okafor left the group', benNamed, { kind: 'left' }],
  [
    'Ben Okafor added you. What was written before is not on this device.',
    benNamed,
    { kind: 'joined', history: { kind: 'none' } },
  ],
  ['Ben Okafor named the group “B”', benNamed, { kind: 'renamed', before: 'A', after: 'B' }],
  ['You changed the description', annaNamed, { kind: 'description', text: 'x' }],
  ['You removed the description', annaNamed, { kind: 'description', text: '' }],
  ['Ben Okafor removed the picture', benNamed, { kind: 'picture', removed: true }],
  ['Ben Okafor made you an admin', benNamed, { kind: 'role-changed', person: annaNamed, role: 'admin' }],
  [
    'You made Clara Jensen an ordinary member',
    annaNamed,
    { kind: 'role-changed', person: clara, role: 'member' },
  ],
  ['Ben Okafor signed in on another device', benNamed, { kind: 'devices', added: 1, removed: 0 }],
  [
    'You signed in on 2 more devices and signed out of one device of yours',
    annaNamed,
    { kind: 'devices', added: 2, removed: 1 },
  ],
  [
    'Ben Okafor tried to change the group in a way that their role does not allow. Nothing was changed.',
    benNamed,
    { kind: 'change-refused' },
  ],
  ['Your safety number with Ben Okafor changed', benNamed, { kind: 'identity-changed' }],
  [
    'This device was shown another history than the others. It is joining again by itself.',
    benNamed,
    { kind: 'fork-detected', here: true },
  ],
  [
    'A device of Ben Okafor was shown another history and is joining again.',
    benNamed,
    { kind: 'fork-detected', here: false },
  ],
  ['One of your devices joined again', annaNamed, { kind: 'rejoined' }],
])('%s', (expected, actor, change) => {
  expect(groupNoticeText({ actor, change })).toBe(expected);
});

test('REQ-C2: names in a line cannot turn it around', () => {
  const tricky = person('\u202Eevil\u2066');
  expect(groupNoticeText({ actor: tricky, change: { kind: 'removed', people: [tricky] } })).toBe(
    'evil removed evil',
  );
});

test('a timer is said in the largest whole unit', () => {
  const say = (seconds: number | null) =>
    noticeText(
      {
        kind: 'notice',
        id: '1',
        at: 0,
        notice: 'conversation',
        accountId: ben,
        actor: benNamed,
        change: { kind: 'expiry', seconds },
      },
      'self',
      'Ben',
    );
  expect(say(86_400)).toBe('Ben Okafor set messages to disappear 1 day after they were read');
  expect(say(5400)).toBe('Ben Okafor set messages to disappear 90 minutes after they were read');
  expect(say(null)).toBe('Ben Okafor turned disappearing messages off');
});

const left = (id: string) => groupNotice(id, { kind: 'left' });
const fold = (items: readonly TimelineItem[], unreadFrom: string | null = null) =>
  timelineRows(items, unreadFrom).map((row) => `${row.id}:${row.folded.length || row.item.id}`);

const lines = (...ids: readonly string[]) => ids.map(left);

test('a few lines in a row are shown; of more, all but the last two become one', () => {
  expect(fold([...lines('1', '2', '3', '4', '5'), message('6')])).toHaveLength(6);
  expect(fold([...lines('1', '2', '3', '4', '5', '6'), message('7')])).toEqual(['1:4', '5:5', '6:6', '7:7']);
});

test('what is folded keeps its name while lines are added to it, and reading marks its last', () => {
  const [row] = timelineRows(lines('1', '2', '3', '4', '5', '6', '7'), null);
  expect([row?.id, row?.item.id]).toEqual(['1', '5']);
});

test('messages, days, the unread divider and lines that matter are never folded away', () => {
  const midnight = new Date(2026, 4, 11).getTime();
  const at = (id: string, time: number) => groupNotice(id, { kind: 'left' }, { at: time });
  const today = ['4', '5', '6', '7', '8', '9'].map((id) => at(id, midnight));
  const yesterday = ['1', '2', '3'].map((id) => at(id, midnight - 1));
  expect(fold([...yesterday, ...today])).toEqual(['1:1', '2:2', '3:3', '4:4', '8:8', '9:9']);
  expect(fold(lines('1', '2', '3', '4', '5', '6', '7', '8'), '3')).toEqual([
    '1:1',
    '2:2',
    '3:4',
    '7:7',
    '8:8',
  ]);
  const fork = groupNotice('f', { kind: 'fork-detected', here: true });
  expect(fold([...lines('1', '2', '3', '4'), fork, ...lines('5', '6')])).toHaveLength(7);
  const changed = notice('c', { notice: 'identity-changed' });
  expect(fold([...lines('1', '2', '3', '4'), changed, ...lines('5', '6')])).toHaveLength(7);
});

test('many lines in one say how many came and left', () => {
  const many = Array.from({ length: 40 }, (_, index) => person(String(index)));
  expect(
    noticeSummary([
      groupNotice('1', { kind: 'added', people: many }),
      left('2'),
      groupNotice('3', { kind: 'removed', people: [clara] }),
      groupNotice('4', { kind: 'devices', added: 1, removed: 0 }),
      groupNotice('5', { kind: 'picture', removed: false }),
    ]),
  ).toBe('40 people came, 2 people went, 1 change of devices, 1 other change');
});
