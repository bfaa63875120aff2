import type { EventPart } from '@sotto/client';
import { useId } from 'react';
import { useClient } from '../client/use-client.ts';
import type { CardMessage } from './card-message.ts';
import { cardText } from './text.ts';

type EventReminderProps = {
  readonly message: CardMessage;
  readonly event: EventPart;
  readonly act: (action: () => Promise<unknown>) => void;
};

/** When this person wants to be told about an event; nobody else learns of it. */
export function EventReminder({ message, event, act }: EventReminderProps) {
  const client = useClient();
  const id = useId();
  const choices = reminderChoices(event);
  const now = event.reminderMinutes === null ? '' : String(event.reminderMinutes);
  return (
    <p className="sotto-event-reminder">
      <label htmlFor={id}>{cardText.remind}</label>
      <select
        id={id}
        value={now}
        onChange={({ target }) =>
          act(() => client.setReminder(message.id, target.value === '' ? null : Number(target.value)))
        }
      >
        {choices.map(([minutes, label]) => (
          <option key={String(minutes)} value={minutes === null ? '' : String(minutes)}>
            {label}
          </option>
        ))}
      </select>
    </p>
  );
}

/** The usual ones, what the sender suggested and what is chosen now, in order. */
function reminderChoices({ reminderMinutes, suggestedReminderMinutes }: EventPart) {
  const usual: (readonly [number | null, string])[] = [...cardText.reminders];
  for (const minutes of [suggestedReminderMinutes, reminderMinutes]) {
    if (minutes === null || usual.some(([known]) => known === minutes)) continue;
    usual.push([minutes, cardText.minutesBefore(minutes)]);
  }
  return usual.sort(([a], [b]) => (a ?? -1) - (b ?? -1));
}
