import type { ConversationId, OutgoingContent, SendOptions } from '@sotto/client';
import { useClient } from '@sotto/react';
import { type FormEvent, useRef, useState } from 'react';
import { OverlayDialog } from '../overlay/overlay-dialog.tsx';
import { Button } from '../ui/button.tsx';
import { FormAlert } from '../ui/form-alert.tsx';
import { fromField, sendTimes, toField } from './send-times.ts';
import { scheduledText as text } from './text.ts';
import { TimeChoice } from './time-choice.tsx';

type ScheduleDialogProps = {
  readonly conversationId: ConversationId;
  readonly content: OutgoingContent;
  readonly options: SendOptions;
  readonly onDone: () => void;
  readonly onClose: () => void;
};

/** Asks when a message is to be sent. */
export function ScheduleDialog({ conversationId, content, options, onDone, onClose }: ScheduleDialogProps) {
  const client = useClient();
  const [value, setValue] = useState(() => toField(sendTimes(Date.now())[0]?.at ?? Date.now()));
  const [failure, setFailure] = useState<'past' | 'failedSave' | null>(null);
  const requestId = useRef(crypto.randomUUID());

  const schedule = async (event: FormEvent) => {
    event.preventDefault();
    const at = fromField(value, Date.now());
    if (at === null) return setFailure('past');
    const wish = { ...options, requestId: requestId.current };
    try {
      await client.scheduleMessage(conversationId, content, at, wish);
      onDone();
      onClose();
    } catch {
      setFailure('failedSave');
    }
  };

  return (
    <OverlayDialog title={text.title} onClose={onClose}>
      <form className="grid gap-5 px-6 pb-6" onSubmit={schedule}>
        <TimeChoice
          value={value}
          onChange={(next) => {
            setValue(next);
            setFailure(null);
          }}
          error={failure === 'past' ? text.past : null}
        />
        <FormAlert text={failure === 'failedSave' ? text.failedSave : null} />
        <p className="text-[0.8125rem] text-muted">{text.note}</p>
        <Button type="submit">{text.schedule}</Button>
      </form>
    </OverlayDialog>
  );
}
