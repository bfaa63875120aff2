import { useClient, useQuery } from '@sotto/react';
import { lazy, Suspense } from 'react';

const ReminderBar = lazy(async () => ({ default: (await import('./reminder-bar.tsx')).ReminderBar }));

/** The place of reminders on the page; what shows them is fetched when there is one. */
export function Reminders() {
  const reminders = useQuery(useClient().reminders);
  return (
    <div role="status" className={reminders.length === 0 ? 'sotto-visually-hidden' : 'flex-none'}>
      {reminders.length > 0 && (
        <Suspense>
          <ReminderBar reminders={reminders} />
        </Suspense>
      )}
    </div>
  );
}
