import type { DeviceContext } from './device-context.ts';
import { planReminders } from './events/reminders.ts';
import { expireDue } from './expiry/expire-due.ts';
import { releaseDue } from './messages/held-message.ts';
import { type Alarm, createAlarm } from './platform/alarm.ts';
import { ignoreClosed } from './platform/later.ts';
import { sendScheduledDue } from './scheduled/scheduled-messages.ts';
import type { Touched } from './store/changes.ts';

/** What this device does at a time: lets messages go, writes scheduled ones, removes what disappears. */
export type Appointments = { stop(): void };

/** What was removed is out of the files of the database this soon. */
const scrubDelayMs = 250;

/** @param onReminders called when this person is to be told about an event. */
export function keepAppointments(context: DeviceContext, onReminders: () => void): Appointments {
  const { database, platform } = context;

  function appointment(work: () => number | null): { alarm: Alarm; look: () => void } {
    const look = () => {
      try {
        alarm.setAt(work());
      } catch (error) {
        ignoreClosed(error);
      }
    };
    const alarm = createAlarm(platform, look);
    return { alarm, look };
  }

  const held = appointment(() => database.commit((changes) => releaseDue(changes, context)));
  const expiry = appointment(() => database.commit((changes) => expireDue(changes, context)));
  const scheduled = appointment(() => sendScheduledDue(context));
  const reminders = appointment(() => {
    const next = database.commit((changes) => planReminders(changes, platform.clock()));
    onReminders();
    return next;
  });
  const scrub = appointment(() => {
    database.scrub();
    return null;
  });
  const all = [held, expiry, scheduled, reminders, scrub];

  const release = database.onCommit((touched: Touched) => {
    if (touched.held) held.alarm.setAt(platform.clock());
    if (touched.expiry) expiry.alarm.setAt(platform.clock());
    if (touched.scheduled) scheduled.alarm.setAt(platform.clock());
    if (touched.reminders) reminders.alarm.setAt(platform.clock());
    if (touched.remains) scrub.alarm.setAt(platform.clock() + scrubDelayMs);
  });
  // What came due while nothing ran here is done before anything is shown.
  for (const { look } of all) look();

  return {
    stop() {
      release();
      for (const { alarm } of all) alarm.stop();
    },
  };
}
