import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type CalendarEventBody,
  decodeCalendarEvent,
  encodeCalendarEvent,
  readCalendarEvents,
} from './calendar-event.ts';

const stamp = { uid: 'one@sotto', writtenAt: Date.UTC(2026, 0, 2, 3, 4, 5) };
const event: CalendarEventBody = {
  title: 'Rehearsal',
  description: 'Bring the parts\nand a pencil',
  place: 'Room 4',
  startsAt: Date.UTC(2026, 7, 1, 16),
  endsAt: Date.UTC(2026, 7, 1, 18),
  allDay: false,
  reminderMinutes: 30,
  cancelled: false,
};
const file = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join(
    '\r\n',
  );
const plain = fc.string({ maxLength: 60 }).map((text) =>
  text
    .replaceAll(/[\p{C}]/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim(),
);

test('an event comes back as it was', () => {
  const second = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1000);
  fc.assert(
    fc.property(
      fc.record({
        title: plain,
        description: fc.string({ maxLength: 100 }).map((text) => text.replaceAll(/[\p{C}]/gu, '')),
        place: plain,
        startsAt: second,
        lasts: fc.nat({ max: 1_000_000 }),
        reminderMinutes: fc.option(fc.nat({ max: 10_000 })),
        cancelled: fc.boolean(),
      }),
      ({ lasts, ...rest }) => {
        const written = { ...rest, endsAt: rest.startsAt + lasts * 1000, allDay: false };
        expect(decodeCalendarEvent(encodeCalendarEvent(written, stamp))).toEqual(written);
      },
    ),
  );
});

test('whole days stay whole days', () => {
  const days = { ...event, startsAt: Date.UTC(2026, 7, 1), endsAt: Date.UTC(2026, 7, 3), allDay: true };
  expect(decodeCalendarEvent(encodeCalendarEvent(days, stamp))).toEqual(days);
});

test('times in a named zone become instants, in summer and in winter', () => {
  const at = (start: string) => readCalendarEvents(file('SUMMARY:x', start))?.[0]?.startsAt;
  expect(at('DTSTART;TZID=Europe/Zurich:20260801T180000')).toBe(Date.UTC(2026, 7, 1, 16));
  expect(at('DTSTART;TZID=Europe/Zurich:20260101T180000')).toBe(Date.UTC(2026, 0, 1, 17));
  expect(at('DTSTART;TZID="W. Europe Standard Time":20260801T180000')).toBe(Date.UTC(2026, 7, 1, 16));
  expect(at('DTSTART;TZID=/freeassociation.sourceforge.net/Asia/Kolkata:20260801T180000')).toBe(
    Date.UTC(2026, 7, 1, 12, 30),
  );
  expect(at('DTSTART;TZID=Nowhere:20260801T180000')).toBeUndefined();
});

test('a zone that the file brings along counts when it has one answer', () => {
  const zone = (...offsets: string[]) =>
    file('SUMMARY:x', 'DTSTART;TZID=Custom:20260801T180000').replace(
      'BEGIN:VEVENT',
      [
        'BEGIN:VTIMEZONE',
        'TZID:Custom',
        ...offsets.flatMap((offset) => [
          'BEGIN:STANDARD',
          `TZOFFSETTO:${offset}`,
          'RRULE:FREQ=SECONDLY',
          'END:STANDARD',
        ]),
        'END:VTIMEZONE',
        'BEGIN:VEVENT',
      ].join('\r\n'),
    );
  expect(readCalendarEvents(zone('+0530'))?.[0]?.startsAt).toBe(Date.UTC(2026, 7, 1, 12, 30));
  expect(readCalendarEvents(zone('+0530', '+0630'))).toBeUndefined();
});

test('durations and alarms of other programs are read', () => {
  const [read] =
    readCalendarEvents(
      file(
        'DTSTART:20260801T160000Z',
        'DURATION:PT1H30M',
        'SUMMARY:x\\, y',
        'BEGIN:VALARM',
        'TRIGGER:-P1DT2H',
        'END:VALARM',
      ),
    ) ?? [];
  expect(read).toMatchObject({
    title: 'x, y',
    endsAt: Date.UTC(2026, 7, 1, 17, 30),
    reminderMinutes: 26 * 60,
  });
});

test.each([
  ['a series', ['DTSTART:20260801T160000Z', 'RRULE:FREQ=DAILY']],
  ['no beginning', ['SUMMARY:x']],
  ['an end before the beginning', ['DTSTART:20260801T160000Z', 'DTEND:20260801T150000Z']],
  ['a day that is none', ['DTSTART:20260631T160000Z']],
  ['an hour that is none', ['DTSTART:20260801T250000Z']],
  ['a day that ends with an hour', ['DTSTART;VALUE=DATE:20260801', 'DTEND:20260801T170000Z']],
])('%s is refused', (_what, lines) => {
  expect(readCalendarEvents(file(...lines))).toBeUndefined();
});

test('a message carries one event, and not a large one', () => {
  const one = file('DTSTART:20260801T160000Z');
  const two = one.replace(
    'END:VCALENDAR',
    'BEGIN:VEVENT\r\nDTSTART:20260801T160000Z\r\nEND:VEVENT\r\nEND:VCALENDAR',
  );
  expect(readCalendarEvents(two)).toHaveLength(2);
  expect(decodeCalendarEvent(new TextEncoder().encode(two))).toBeUndefined();
  const large = one.replace('END:VEVENT', `X-MORE:${'x'.repeat(40_000)}\r\nEND:VEVENT`);
  expect(decodeCalendarEvent(new TextEncoder().encode(large))).toBeUndefined();
});

test('any text yields events or nothing', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), (text) => {
      readCalendarEvents(file('DTSTART:20260801T160000Z', text));
    }),
    { numRuns: 1000 },
  );
});
