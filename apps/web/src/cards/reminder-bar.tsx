import type { Reminder } from '@sotto/client';
import { dateTime, safeName, useClient } from '@sotto/react';
import { BellRing } from 'lucide-react';
import { places } from '../routing/places.ts';
import { usePlace } from '../routing/use-place.ts';
import { Button } from '../ui/button.tsx';
import { reminderText as text } from './text.ts';

/** Events this person wanted to be told about, from their time until they are dismissed. */
export function ReminderBar({ reminders }: { reminders: readonly Reminder[] }) {
  const client = useClient();
  const [, go] = usePlace();
  return (
    <ul aria-label={text.label} className="flex-none">
      {reminders.map(({ messageId, conversationId, title, startsAt }) => (
        <li
          key={messageId}
          className="flex min-h-11 flex-wrap items-center justify-center gap-2 bg-selected px-4 py-1.5 text-[0.8125rem]"
        >
          <BellRing className="size-4 text-accent-ink" aria-hidden="true" />
          <span>{text.begins(safeName(title), dateTime(startsAt))}</span>
          <Button size="small" onClick={() => go(places.conversation(conversationId))}>
            {text.open}
          </Button>
          <Button size="small" look="text" onClick={() => void client.dismissReminder(messageId)}>
            {text.dismiss}
          </Button>
        </li>
      ))}
    </ul>
  );
}
