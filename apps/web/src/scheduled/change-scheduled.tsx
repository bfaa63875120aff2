import type { ScheduledMessage } from '@sotto/client';
import { useClient } from '@sotto/react';
import { type FormEvent, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { FormAlert } from '../ui/form-alert.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { fromField, toField } from './send-times.ts';
import { scheduledText as text } from './text.ts';
import { TimeChoice } from './time-choice.tsx';

type ScheduledText = Extract<ScheduledMessage['content'], { kind: 'text' }>;
type ChangeScheduledProps = { readonly scheduled: ScheduledMessage; readonly onDone: () => void };

/** Another time for a message that waits, or another text. */
export function ChangeScheduled({ scheduled, onDone }: ChangeScheduledProps) {
  const client = useClient();
  const { content, scheduledId } = scheduled;
  const [value, setValue] = useState(() => toField(scheduled.at));
  const [markdown, setMarkdown] = useState(content.kind === 'text' ? content.text : '');
  const [failure, setFailure] = useState<'past' | 'failedSave' | null>(null);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    const at = fromField(value, Date.now());
    if (at === null) return setFailure('past');
    try {
      const change = content.kind === 'text' ? { at, content: rewritten(content, markdown.trim()) } : { at };
      await client.rescheduleMessage(scheduledId, change);
      onDone();
    } catch {
      setFailure('failedSave');
    }
  };

  return (
    <form className="scroll grid flex-1 content-start gap-5 px-6 pb-6" onSubmit={save}>
      {content.kind === 'text' && (
        <TextArea
          label={text.message}
          dir="auto"
          value={markdown}
          onChange={(event) => setMarkdown(event.target.value)}
        />
      )}
      <TimeChoice
        value={value}
        onChange={(next) => {
          setValue(next);
          setFailure(null);
        }}
        error={failure === 'past' ? text.past : null}
      />
      <FormAlert text={failure === 'failedSave' ? text.failedSave : null} />
      <Button type="submit" disabled={content.kind === 'text' && markdown.trim() === ''}>
        {text.save}
      </Button>
    </form>
  );
}

/** What is said of a link goes with the link. */
function rewritten(content: ScheduledText, written: string): ScheduledText {
  const { linkPreviews = [] } = content;
  return {
    kind: 'text',
    text: written,
    linkPreviews: linkPreviews.filter(({ url }) => written.includes(url)),
  };
}
