const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Times people choose most, of those that are still to come. */
export function sendTimes(
  now: number,
): readonly { readonly id: 'hour' | 'evening' | 'morning' | 'monday'; readonly at: number }[] {
  const at = (days: number, hour: number) => {
    const day = new Date(now);
    day.setDate(day.getDate() + days);
    day.setHours(hour, 0, 0, 0);
    return day.getTime();
  };
  const untilMonday = (8 - new Date(now).getDay()) % 7 || 7;
  return [
    { id: 'hour' as const, at: now + hourMs },
    { id: 'evening' as const, at: at(0, 20) },
    { id: 'morning' as const, at: at(1, 9) },
    { id: 'monday' as const, at: at(untilMonday, 9) },
  ].filter(
    (time, index, all) => time.at > now + hourMs / 2 && all.findIndex((one) => one.at === time.at) === index,
  );
}

/** What a field for date and time holds, in the time of this device. */
export function toField(at: number): string {
  const date = new Date(at);
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** `null` when it is no time, or one that has passed or is more than a year away. */
export function fromField(value: string, now: number): number | null {
  const at = new Date(value).getTime();
  return Number.isNaN(at) || at <= now || at > now + 366 * dayMs ? null : at;
}
