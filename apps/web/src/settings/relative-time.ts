import { settingsText } from './text.ts';

const minuteMs = 60_000;
const units = [
  ['day', 24 * 60 * minuteMs],
  ['hour', 60 * minuteMs],
  ['minute', minuteMs],
] as const;

/** `3 hours ago`. */
export function relativeTime(at: number, now: number): string {
  const format = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
  for (const [unit, ms] of units) {
    const amount = Math.floor((now - at) / ms);
    if (amount >= 1) return format.format(-amount, unit);
  }
  return settingsText.devices.justNow;
}
