import type { Reminder, ScheduledMessage, ThreadSummary } from '../api/rich-message.ts';
import type { DeviceContext } from '../device-context.ts';
import { readReminders } from '../events/reminders.ts';
import { viewNow } from '../messages/view.ts';
import { readScheduled } from '../scheduled/scheduled-messages.ts';
import { readFollowed } from '../threads/follow-thread.ts';
import { type DerivedQuery, derivedQuery } from './derived-query.ts';

/** What waits for this person across all conversations. */
export type Plans = {
  readonly threads: DerivedQuery<readonly ThreadSummary[]>;
  readonly scheduled: DerivedQuery<readonly ScheduledMessage[]>;
  /** Due as time goes by: to be refreshed when one is. */
  readonly reminders: DerivedQuery<readonly Reminder[]>;
};

export function observePlans(context: DeviceContext): Plans {
  const { database, platform } = context;
  return {
    threads: derivedQuery<readonly ThreadSummary[]>(
      database,
      () => readFollowed(viewNow(context, database)),
      (touched) => touched.threads || touched.people,
    ),
    scheduled: derivedQuery<readonly ScheduledMessage[]>(
      database,
      () => readScheduled(database),
      (touched) => touched.scheduled,
    ),
    reminders: derivedQuery<readonly Reminder[]>(
      database,
      () => readReminders(database, platform.clock()),
      (touched) => touched.reminders,
    ),
  };
}
