import type { Reminder } from '@sotto/client';
import { clockTime, IconButton, safeName, useClient } from '@sotto/react';
import { BellRing, X } from 'lucide-react';
import { places } from '../routing/places.ts';
import { usePlace } from '../routing/use-place.ts';
import { Button } from '../ui/button.tsx';
import { remindersText as text } from './text.ts';

/** What an event asked to be told about: stays until it is dismissed. */
export function ReminderBar({ reminders }: { readonly reminders: readonly Reminder[] }) {
  const client = useClient();
  const [, go] = usePlace();
  const [first] = reminders;
  if (first === undefined) return null;
  const { messageId, conversationId, title, startsAt } = first;
  const dismiss = () => void client.dismissReminder(messageId).catch(() => {});
  return (
    <div
      role="alert"
      className="flex flex-none items-center gap-3 border-b border-line bg-selected px-4 py-2 text-sm"
    >
      <BellRing className="size-4 flex-none text-accent-ink" aria-hidden="true" />
      <p className="min-w-0 flex-1 truncate">
        <b className="font-semibold">
          <bdi>{safeName(title)}</bdi>
        </b>{' '}
        {text.at(clockTime(startsAt))}
        {reminders.length > 1 && ` · ${text.more(reminders.length - 1)}`}
      </p>
      <Button
        look="text"
        size="small"
        onClick={() => {
          dismiss();
          go(places.message(conversationId, messageId));
        }}
      >
        {text.show}
      </Button>
      <IconButton icon={X} label={text.dismiss} onClick={dismiss} />
    </div>
  );
}
