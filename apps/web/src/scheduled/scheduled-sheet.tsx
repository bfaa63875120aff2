import type { OutgoingContent, ScheduledMessage } from '@sotto/client';
import { conversationName, fullTime, plainPreview, useClient, useQuery } from '@sotto/react';
import { CalendarClock } from 'lucide-react';
import { useState } from 'react';
import { OverlayDialog } from '../overlay/overlay-dialog.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { FormAlert } from '../ui/form-alert.tsx';
import { ChangeScheduled } from './change-scheduled.tsx';
import { scheduledText as text } from './text.ts';

/** Everything that waits for its time: to be changed, sent now or called off. */
export function ScheduledSheet({ onClose }: { onClose: () => void }) {
  const scheduled = useQuery(useClient().scheduled);
  const [changing, setChanging] = useState<string | null>(null);
  const changed = scheduled.find((one) => one.scheduledId === changing);
  return (
    <OverlayDialog
      title={text.listTitle}
      onClose={onClose}
      onBack={changed === undefined ? undefined : () => setChanging(null)}
      shape="sheet"
    >
      {changed !== undefined ? (
        <ChangeScheduled key={changed.scheduledId} scheduled={changed} onDone={() => setChanging(null)} />
      ) : scheduled.length === 0 ? (
        <EmptyState icon={CalendarClock} title={text.none} text={text.noneText} />
      ) : (
        <ul className="scroll grid flex-1 content-start gap-3 px-4 pb-6">
          {scheduled.map((one) => (
            <ScheduledItem
              key={one.scheduledId}
              scheduled={one}
              onChange={() => setChanging(one.scheduledId)}
            />
          ))}
        </ul>
      )}
    </OverlayDialog>
  );
}

function ScheduledItem({ scheduled, onChange }: { scheduled: ScheduledMessage; onChange: () => void }) {
  const client = useClient();
  const conversations = useQuery(client.conversations);
  const [failed, setFailed] = useState(false);
  const { scheduledId, conversationId, at, content } = scheduled;
  const where = conversations.find((row) => row.conversationId === conversationId);
  const run = (doing: Promise<unknown>) => {
    setFailed(false);
    doing.catch(() => setFailed(true));
  };
  return (
    <li className="grid gap-2.5 rounded-xl border border-line p-3.5">
      <p className="flex flex-wrap items-baseline justify-between gap-x-3 text-[0.8125rem] text-muted">
        <bdi className="truncate font-semibold text-ink">
          {where === undefined ? '' : conversationName(where)}
        </bdi>
        <time dateTime={new Date(at).toISOString()}>{fullTime(at)}</time>
      </p>
      <p className="line-clamp-3 text-[0.9375rem] wrap-anywhere" dir="auto">
        {oneLine(content)}
      </p>
      {scheduled.failed !== null && (
        <p className="text-[0.8125rem] text-danger">{text.failures[scheduled.failed]}</p>
      )}
      <FormAlert text={failed ? text.failedSave : null} />
      <div className="flex flex-wrap gap-2">
        <Button look="quiet" size="small" onClick={onChange}>
          {text.change}
        </Button>
        <Button look="quiet" size="small" onClick={() => run(client.sendScheduledNow(scheduledId))}>
          {text.sendNow}
        </Button>
        <Button look="warn" size="small" onClick={() => run(client.cancelScheduled(scheduledId))}>
          {text.cancel}
        </Button>
      </div>
    </li>
  );
}

function oneLine(content: OutgoingContent): string {
  switch (content.kind) {
    case 'text':
      return plainPreview(content.text);
    case 'poll':
      return `${text.other.poll}: ${plainPreview(content.question)}`;
    case 'location':
      return `${text.other.location}: ${plainPreview(content.place.label)}`;
    case 'contact':
      return `${text.other.contact}: ${plainPreview(content.card.name)}`;
    case 'event':
      return `${text.other.event}: ${plainPreview(content.event.title)}`;
  }
}
