import { type EventDetails, type OutgoingContent, richLimits } from '@sotto/client';

/** An event while somebody makes it; times as the fields of a form hold them, in this person's zone. */
export type EventDraft = {
  readonly title: string;
  readonly allDay: boolean;
  /** `2026-06-20` */
  readonly startDate: string;
  /** `17:00` */
  readonly startTime: string;
  /** The last day, as people count; not the one after it. */
  readonly endDate: string;
  readonly endTime: string;
  readonly place: string;
  readonly description: string;
  /** -1: none. */
  readonly reminderMinutes: number;
};

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** At the next full hour, for an hour. */
export function newEvent(now: number): EventDraft {
  const startsAt = Math.ceil((now + 1) / hourMs) * hourMs;
  return {
    title: '',
    allDay: false,
    ...fieldsOf('start', startsAt),
    ...fieldsOf('end', startsAt + hourMs),
    place: '',
    description: '',
    reminderMinutes: 60,
  };
}

/** One that was read from a file. */
export function eventDraft(event: EventDetails): EventDraft {
  const { title, allDay, place, description, suggestedReminderMinutes } = event;
  const rest = { title, allDay, place, description, reminderMinutes: suggestedReminderMinutes ?? -1 };
  if (!allDay) return { ...rest, ...fieldsOf('start', event.startsAt), ...fieldsOf('end', event.endsAt) };
  const last = Math.max(event.startsAt, event.endsAt - dayMs);
  return {
    ...rest,
    startDate: utcDate(event.startsAt),
    startTime: '09:00',
    endDate: utcDate(last),
    endTime: '10:00',
  };
}

/** When it begins and ends; null while a field is empty or it ends before it begins. */
export function eventSpan(draft: EventDraft): { startsAt: number; endsAt: number } | null {
  const { allDay, startDate, startTime, endDate, endTime } = draft;
  const startsAt = allDay ? Date.parse(`${startDate}T00:00Z`) : Date.parse(`${startDate}T${startTime}`);
  const endsAt = allDay ? Date.parse(`${endDate}T00:00Z`) + dayMs : Date.parse(`${endDate}T${endTime}`);
  return startsAt >= 0 && endsAt >= startsAt ? { startsAt, endsAt } : null;
}

/** Moves the end along with the beginning, so that it lasts as long as before. */
export function withStart(
  draft: EventDraft,
  change: Partial<Pick<EventDraft, 'startDate' | 'startTime'>>,
): EventDraft {
  const before = eventSpan(draft);
  const moved = { ...draft, ...change };
  const startsAt = eventSpan({ ...moved, endDate: '9999-12-31' })?.startsAt;
  if (before === null || startsAt === undefined) return moved;
  const endsAt = startsAt + (before.endsAt - before.startsAt);
  if (draft.allDay) return { ...moved, endDate: utcDate(endsAt - dayMs) };
  return { ...moved, ...fieldsOf('end', endsAt) };
}

/** What is sent; null while something is missing or too long. */
export function eventContent(draft: EventDraft): OutgoingContent | null {
  const span = eventSpan(draft);
  const title = draft.title.replace(/\s+/g, ' ').trim();
  if (span === null || title === '') return null;
  if (title.length > richLimits.eventTitleCharacters) return null;
  return {
    kind: 'event',
    event: {
      title,
      description: draft.description.trim(),
      place: draft.place.trim(),
      ...span,
      allDay: draft.allDay,
      suggestedReminderMinutes: draft.reminderMinutes < 0 ? null : draft.reminderMinutes,
    },
  };
}

function utcDate(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function fieldsOf<Edge extends 'start' | 'end'>(edge: Edge, at: number) {
  // The local time, written as if it were UTC.
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString();
  return { [`${edge}Date`]: local.slice(0, 10), [`${edge}Time`]: local.slice(11, 16) } as Record<
    `${Edge}Date` | `${Edge}Time`,
    string
  >;
}
