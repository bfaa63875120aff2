import type { TimelineItem } from '@sotto/client';
import { expect, test } from 'vitest';
import { message, notice } from '../../test/items.ts';
import { timelineRows } from './timeline-rows.ts';

const noon = new Date(2026, 4, 10, 12).getTime();
const minute = 60_000;

const shape = (items: readonly TimelineItem[], unreadFrom: string | null = null) =>
  timelineRows(items, unreadFrom).map((row) =>
    [
      row.day === null ? '' : 'day',
      row.unread === null ? '' : `unread ${row.unread}`,
      row.startsGroup ? '[' : '',
      row.endsGroup ? ']' : '',
    ]
      .filter(Boolean)
      .join(' '),
  );

test('messages of one sender within five minutes stand together', () => {
  expect(
    shape([
      message('1', { at: noon }),
      message('2', { at: noon + 4 * minute }),
      message('3', { at: noon + 8 * minute, mine: true }),
      message('4', { at: noon + 9 * minute }),
      message('5', { at: noon + 15 * minute }),
    ]),
  ).toEqual(['day [', ']', '[ ]', '[ ]', '[ ]']);
});

test('a new day, a notice and the unread divider end a group', () => {
  const midnight = new Date(2026, 4, 11).getTime();
  expect(
    shape(
      [
        message('1', { at: midnight - minute }),
        message('2', { at: midnight }),
        notice('3', { at: midnight + minute }),
        message('4', { at: midnight + minute }),
        message('5', { at: midnight + 2 * minute }),
        message('6', { at: midnight + 2 * minute, mine: true }),
      ],
      '5',
    ),
  ).toEqual(['day [ ]', 'day [ ]', '[ ]', '[ ]', 'unread 1 [ ]', '[ ]']);
});

test('every day has one header, the days of a clock change too', () => {
  const days = 400;
  const items = Array.from({ length: days * 4 }, (_, index) =>
    message(String(index), { at: new Date(2025, 0, 1, index * 6).getTime() }),
  );
  const headers = timelineRows(items, null).filter((row) => row.day !== null);
  const expected = new Set(items.map((item) => new Date(item.at).toDateString()));
  expect(headers.length).toBe(expected.size);
});
