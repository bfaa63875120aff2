const dayMs = 86_400_000;
const cache = new Map<string, Intl.DateTimeFormat>();

function format(at: number, key: string, options: Intl.DateTimeFormatOptions): string {
  let formatter = cache.get(key);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat(undefined, options);
    cache.set(key, formatter);
  }
  return formatter.format(at);
}

/** Local midnight before `at`. */
export function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

export function clockTime(at: number): string {
  return format(at, 'clock', { hour: '2-digit', minute: '2-digit' });
}

export function fullTime(at: number): string {
  return format(at, 'full', { dateStyle: 'full', timeStyle: 'short' });
}

export function shortDate(at: number): string {
  return format(at, 'short', { day: 'numeric', month: 'short', year: 'numeric' });
}

/** How many local midnights lie between then and now. */
export function daysAgo(at: number, now: number): number {
  return Math.round((startOfDay(now) - startOfDay(at)) / dayMs);
}

/** For a list: the time today, the weekday this week, the date before. */
export function listTime(at: number, now: number, yesterday: string): string {
  const days = daysAgo(at, now);
  if (days <= 0) return clockTime(at);
  if (days === 1) return yesterday;
  if (days < 7) return format(at, 'weekday-short', { weekday: 'short' });
  if (days < 300) return format(at, 'day-month', { day: 'numeric', month: 'short' });
  return format(at, 'numeric', { dateStyle: 'short' });
}

/** For a header above the messages of one day. */
export function dayName(at: number, now: number, names: { today: string; yesterday: string }): string {
  const days = daysAgo(at, now);
  if (days <= 0) return names.today;
  if (days === 1) return names.yesterday;
  if (days < 7) return format(at, 'weekday-long', { weekday: 'long' });
  if (days < 300) return format(at, 'day-long', { weekday: 'long', day: 'numeric', month: 'long' });
  return format(at, 'date-long', { dateStyle: 'long' });
}
