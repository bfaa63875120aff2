import { dayName } from '../text/clock-time.ts';
import { timelineText } from './text.ts';

/** The day of what is in view, while one scrolls. The header of each day says the same to a reader. */
export function DayPill({ day, scrolling }: { day: number | null; scrolling: boolean }) {
  if (day === null) return null;
  return (
    <div className="sotto-day-pill" data-scrolling={scrolling || undefined} aria-hidden="true">
      {dayName(day, Date.now(), timelineText)}
    </div>
  );
}
