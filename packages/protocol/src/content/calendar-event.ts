import { readCalendarTime, timeZonesOf, writeUtc } from './calendar-time.ts';
import {
  type ContentLine,
  escapeValue,
  readContentLines,
  unescapeValue,
  writeContentLines,
} from './content-line.ts';
import { richLimits } from './rich-limits.ts';
import { strictText } from './strict-text.ts';

/** One event: what of an iCalendar `VEVENT` (RFC 5545) is kept. A series is not: it is refused as a whole. */
export type CalendarEventBody = {
  readonly title: string;
  readonly description: string;
  readonly place: string;
  /** Unix milliseconds; for a whole day midnight UTC of its date. */
  readonly startsAt: number;
  /** Exclusive. */
  readonly endsAt: number;
  readonly allDay: boolean;
  /** Minutes before the beginning, from the first alarm. */
  readonly reminderMinutes: number | null;
  readonly cancelled: boolean;
};

const dayMs = 24 * 60 * 60 * 1000;
const { eventBytes, importBytes, importEntries, reminderMinutesMax } = richLimits;
const { eventTitleCharacters, eventDescriptionCharacters, eventPlaceCharacters } = richLimits;

/** What is in the file beside the event. */
export type CalendarStamp = {
  /** Names the event for other programs; the same in every version of it. */
  readonly uid: string;
  /** When it was written, Unix milliseconds. */
  readonly writtenAt: number;
};

export function encodeCalendarEvent(event: CalendarEventBody, stamp: CalendarStamp): Uint8Array {
  return new TextEncoder().encode(writeCalendarEvent(event, stamp));
}

/** An event that came in, or `undefined`: none, more than one, a series, too long. */
export function decodeCalendarEvent(bytes: Uint8Array): CalendarEventBody | undefined {
  if (bytes.length > eventBytes) return undefined;
  const text = strictText(bytes);
  const events = text === undefined ? undefined : readCalendarEvents(text);
  return events?.length === 1 ? events[0] : undefined;
}

/** An iCalendar file of one event. */
export function writeCalendarEvent(event: CalendarEventBody, { uid, writtenAt }: CalendarStamp): string {
  const at = (time: number) =>
    event.allDay ? `;VALUE=DATE:${writeUtc(time).slice(0, 8)}` : `:${writeUtc(time)}`;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Sotto//Sotto//EN',
    'BEGIN:VEVENT',
    `UID:${escapeValue(uid)}`,
    `DTSTAMP:${writeUtc(writtenAt)}`,
    `DTSTART${at(event.startsAt)}`,
    `DTEND${at(event.endsAt)}`,
    `SUMMARY:${escapeValue(event.title)}`,
  ];
  if (event.description !== '') lines.push(`DESCRIPTION:${escapeValue(event.description)}`);
  if (event.place !== '') lines.push(`LOCATION:${escapeValue(event.place)}`);
  if (event.cancelled) lines.push('STATUS:CANCELLED');
  if (event.reminderMinutes !== null) {
    lines.push('BEGIN:VALARM', 'ACTION:DISPLAY', `DESCRIPTION:${escapeValue(event.title)}`);
    lines.push(`TRIGGER:-PT${event.reminderMinutes}M`, 'END:VALARM');
  }
  return writeContentLines([...lines, 'END:VEVENT', 'END:VCALENDAR']);
}

/** Events of an iCalendar file, or `undefined` when it is none or holds what cannot be shown right. */
export function readCalendarEvents(file: string): CalendarEventBody[] | undefined {
  if (file.length > importBytes) return undefined;
  const lines = readContentLines(file);
  if (lines === undefined) return undefined;
  const zones = timeZonesOf(lines);
  const events: CalendarEventBody[] = [];
  /** Components that are open: an event and what is in it, or something that is passed over. */
  const open: string[] = [];
  let event: ContentLine[] = [];
  let alarms: ContentLine[] = [];
  for (const line of lines) {
    if (line.name === 'BEGIN') {
      open.push(line.value.trim().toUpperCase());
      if (open.length > 4 || (open.length === 1 && open[0] !== 'VCALENDAR')) return undefined;
      if (open.at(-1) === 'VEVENT') {
        event = [];
        alarms = [];
      }
    }
    const inside = open.at(-1);
    if (inside === 'VEVENT') event.push(line);
    else if (inside === 'VALARM' && open.at(-2) === 'VEVENT') alarms.push(line);
    if (line.name === 'END') {
      if (open.pop() !== line.value.trim().toUpperCase()) return undefined;
      if (inside !== 'VEVENT') continue;
      const read = eventOf(event, alarms, zones);
      if (read === undefined || events.length === importEntries) return undefined;
      events.push(read);
    }
  }
  return open.length === 0 && events.length > 0 ? events : undefined;
}

function eventOf(
  lines: readonly ContentLine[],
  alarms: readonly ContentLine[],
  zones: ReturnType<typeof timeZonesOf>,
): CalendarEventBody | undefined {
  const find = (name: string) => lines.find((line) => line.name === name);
  const text = (name: string, max: number) => unescapeValue(find(name)?.value ?? '').slice(0, max);
  if (['RRULE', 'RDATE', 'RECURRENCE-ID'].some((name) => find(name) !== undefined)) return undefined;
  const start = readCalendarTime(find('DTSTART'), zones);
  if (start === undefined) return undefined;
  const endLine = find('DTEND');
  const end = endLine === undefined ? undefined : readCalendarTime(endLine, zones);
  if (endLine !== undefined && end === undefined) return undefined;
  const lasts = durationMs(find('DURATION')?.value) ?? (start.allDay ? dayMs : 0);
  const endsAt = end?.at ?? start.at + lasts;
  if (endsAt < start.at || (end !== undefined && end.allDay !== start.allDay)) return undefined;
  return {
    title: text('SUMMARY', eventTitleCharacters).replaceAll(/\s+/g, ' ').trim(),
    description: text('DESCRIPTION', eventDescriptionCharacters),
    place: text('LOCATION', eventPlaceCharacters).replaceAll(/\s+/g, ' ').trim(),
    startsAt: start.at,
    endsAt,
    allDay: start.allDay,
    reminderMinutes: reminderOf(alarms.find((line) => line.name === 'TRIGGER')),
    cancelled: find('STATUS')?.value.trim().toUpperCase() === 'CANCELLED',
  };
}

/** Only a time before the beginning is one that can be shown and changed. */
function reminderOf(trigger: ContentLine | undefined): number | null {
  if (trigger === undefined || trigger.parameters.get('RELATED')?.[0]?.toUpperCase() === 'END') return null;
  const before =
    /^-(P.*)$/i.exec(trigger.value.trim())?.[1] ?? (trigger.value.trim() === 'PT0M' ? 'PT0M' : '');
  const lasts = durationMs(before);
  if (lasts === undefined) return null;
  return Math.min(reminderMinutesMax, Math.round(lasts / 60_000));
}

function durationMs(value: string | undefined): number | undefined {
  const match =
    /^\+?P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?$/i.exec(
      value?.trim() ?? '',
    );
  if (match === null) return undefined;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((n) => Number(n ?? 0));
  return (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60_000 + seconds * 1000;
}
