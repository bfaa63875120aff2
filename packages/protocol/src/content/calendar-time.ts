import type { ContentLine } from './content-line.ts';

/** A time of an event: an instant, or midnight UTC of a date. */
export type CalendarTime = { readonly at: number; readonly allDay: boolean };

/**
 * Time zones that a file brings along, by name: how far each is ahead of UTC, in minutes, when there is
 * only one answer. Rules of summer time in a file are not evaluated, because they can ask for endless work;
 * zones with a known name are the platform's.
 */
export type FileTimeZones = ReadonlyMap<string, number>;

const minuteMs = 60_000;
const timeForm = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/;

export function timeZonesOf(lines: readonly ContentLine[]): FileTimeZones {
  const zones = new Map<string, Set<string>>();
  let name: string | null = null;
  let inZone = false;
  for (const line of lines) {
    const component = line.value.trim().toUpperCase();
    if (line.name === 'BEGIN' && component === 'VTIMEZONE') inZone = true;
    else if (line.name === 'END' && component === 'VTIMEZONE') {
      inZone = false;
      name = null;
    } else if (inZone && line.name === 'TZID') name = line.value.trim();
    else if (inZone && line.name === 'TZOFFSETTO' && name !== null) {
      zones.set(name, (zones.get(name) ?? new Set()).add(line.value.trim()));
    }
  }
  const fixed = new Map<string, number>();
  for (const [zone, offsets] of zones) {
    const minutes = offsets.size === 1 ? offsetMinutes([...offsets][0] as string) : undefined;
    if (minutes !== undefined) fixed.set(zone, minutes);
  }
  return fixed;
}

/** The time of a `DTSTART` or `DTEND`; `undefined` when it is none, or in a zone nobody knows. */
export function readCalendarTime(
  line: ContentLine | undefined,
  zones: FileTimeZones,
): CalendarTime | undefined {
  const match = timeForm.exec(line?.value.trim() ?? '');
  if (line === undefined || match === null) return undefined;
  const [year, month, day, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((digits) => (digits === undefined ? undefined : Number(digits)));
  const at = Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, Math.min(second, 59));
  const date = new Date(at);
  // A 31st of June rolls over: it is no date.
  if (date.getUTCMonth() + 1 !== month || date.getUTCDate() !== day || hour > 23 || minute > 59)
    return undefined;
  if ((year ?? 0) < 1970) return undefined;
  if (match[4] === undefined) return { at, allDay: true };
  if (match[7] === 'Z') return { at, allDay: false };
  // A time without a zone is one in whatever zone it is read.
  const zone = line.parameters.get('TZID')?.[0] ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const ahead = knownZone(zone, at) ?? zones.get(zone);
  return ahead === undefined ? undefined : { at: at - ahead * minuteMs, allDay: false };
}

/** `20260801T120000Z`. */
export function writeUtc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

/** How far a zone is ahead of UTC at a local time, in minutes. */
function knownZone(zone: string, localAsUtc: number): number | undefined {
  const format = zoneFormat(zone);
  if (format === undefined) return undefined;
  // The offset at a first guess can be the one across a change; at the second it is right.
  const first = offsetAt(format, localAsUtc);
  return offsetAt(format, localAsUtc - first * minuteMs);
}

function zoneFormat(zone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: windowsZones.get(zone) ?? zone.replace(/^\/[^/]+\/(?:Olson_)?/, ''),
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
  } catch {
    return undefined;
  }
}

function offsetAt(format: Intl.DateTimeFormat, instant: number): number {
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return Math.round((local - instant) / minuteMs);
}

function offsetMinutes(text: string): number | undefined {
  const match = /^([+-])(\d{2})(\d{2})(?:\d{2})?$/.exec(text);
  if (match === null) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === '-' ? -minutes : minutes;
}

/** What Outlook calls the zones that most people live in (CLDR, "windowsZones"). */
const windowsZones: ReadonlyMap<string, string> = new Map([
  ['AUS Eastern Standard Time', 'Australia/Sydney'],
  ['Arabian Standard Time', 'Asia/Dubai'],
  ['Central Europe Standard Time', 'Europe/Budapest'],
  ['Central European Standard Time', 'Europe/Warsaw'],
  ['Central Standard Time', 'America/Chicago'],
  ['China Standard Time', 'Asia/Shanghai'],
  ['E. South America Standard Time', 'America/Sao_Paulo'],
  ['Eastern Standard Time', 'America/New_York'],
  ['FLE Standard Time', 'Europe/Kiev'],
  ['GMT Standard Time', 'Europe/London'],
  ['GTB Standard Time', 'Europe/Bucharest'],
  ['Greenwich Standard Time', 'Atlantic/Reykjavik'],
  ['India Standard Time', 'Asia/Calcutta'],
  ['Israel Standard Time', 'Asia/Jerusalem'],
  ['Korea Standard Time', 'Asia/Seoul'],
  ['Mountain Standard Time', 'America/Denver'],
  ['New Zealand Standard Time', 'Pacific/Auckland'],
  ['Pacific Standard Time', 'America/Los_Angeles'],
  ['Romance Standard Time', 'Europe/Paris'],
  ['Russian Standard Time', 'Europe/Moscow'],
  ['SE Asia Standard Time', 'Asia/Bangkok'],
  ['Singapore Standard Time', 'Asia/Singapore'],
  ['South Africa Standard Time', 'Africa/Johannesburg'],
  ['Tokyo Standard Time', 'Asia/Tokyo'],
  ['Turkey Standard Time', 'Europe/Istanbul'],
  ['W. Europe Standard Time', 'Europe/Berlin'],
]);
