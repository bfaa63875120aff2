const formats = new Map<string, Intl.DateTimeFormat>();

function format(key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const found = formats.get(key) ?? new Intl.DateTimeFormat(undefined, options);
  formats.set(key, found);
  return found;
}

/** A day and a time, short. */
export function dateTime(at: number): string {
  return format('date-time', { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

type Span = { readonly startsAt: number; readonly endsAt: number; readonly allDay: boolean };

/** When something takes place, in this person's zone; whole days are the same everywhere. */
export function eventTime({ startsAt, endsAt, allDay }: Span): string {
  const day: Intl.DateTimeFormatOptions = {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  };
  if (allDay) {
    // The end is exclusive: a day that ends at midnight is one day.
    const last = Math.max(startsAt, endsAt - 1);
    return format('days', { ...day, timeZone: 'UTC' }).formatRange(startsAt, last);
  }
  const time: Intl.DateTimeFormatOptions = { ...day, hour: '2-digit', minute: '2-digit' };
  return format('times', time).formatRange(startsAt, Math.max(startsAt, endsAt));
}

/** The leaf of a calendar that it begins on. */
export function calendarLeaf({ startsAt, allDay }: Span): { readonly month: string; readonly day: string } {
  const zone = allDay ? { timeZone: 'UTC' } : {};
  return {
    month: format(`month-${allDay}`, { month: 'short', ...zone }).format(startsAt),
    day: format(`day-${allDay}`, { day: 'numeric', ...zone }).format(startsAt),
  };
}
