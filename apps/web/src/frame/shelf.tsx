import { useClient, useQuery } from '@sotto/react';
import { CalendarClock, MessagesSquare, Star } from 'lucide-react';
import { useOverlay } from '../overlay/overlay-state.ts';
import { frameText } from './text.ts';

/** Above the conversations: what is kept across all of them. */
export function Shelf() {
  const client = useClient();
  const threads = useQuery(client.threads);
  const scheduled = useQuery(client.scheduled);
  const { show } = useOverlay();
  const fresh = threads.filter((thread) => thread.unread > 0).length;
  const entries = [
    { kind: 'threads', label: frameText.threads, icon: MessagesSquare, count: fresh },
    { kind: 'starred', label: frameText.starred, icon: Star, count: 0 },
    ...(scheduled.length > 0
      ? [
          {
            kind: 'scheduled',
            label: frameText.scheduled,
            icon: CalendarClock,
            count: scheduled.length,
          } as const,
        ]
      : []),
  ] as const;
  return (
    <div className="flex flex-none gap-1 px-3 pb-2">
      {entries.map(({ kind, label, icon: Icon, count }) => (
        <button
          key={kind}
          type="button"
          className="flex h-8 min-w-0 items-center gap-1.5 rounded-full px-2 text-[0.8125rem] font-medium text-muted hover:bg-hover hover:text-ink"
          onClick={() => show({ kind })}
        >
          <Icon className="size-4 flex-none" aria-hidden="true" />
          <span className="truncate">{label}</span>
          {count > 0 && <span className="sotto-badge">{count}</span>}
        </button>
      ))}
    </div>
  );
}
