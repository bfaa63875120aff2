import { fullTime } from '@sotto/react';
import { TextField } from '../ui/text-field.tsx';
import { sendTimes, toField } from './send-times.ts';
import { scheduledText as text } from './text.ts';

type TimeChoiceProps = {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | null;
};

/** When something is to be sent: the usual times as buttons, any other in the field. */
export function TimeChoice({ value, onChange, error }: TimeChoiceProps) {
  const now = Date.now();
  return (
    <div className="grid gap-4">
      <div className="grid grid-cols-2 gap-2">
        {sendTimes(now).map(({ id, at }) => (
          <button
            key={id}
            type="button"
            aria-pressed={value === toField(at)}
            className="grid gap-0.5 rounded-xl border border-line px-3 py-2 text-start hover:bg-hover aria-pressed:border-accent aria-pressed:bg-selected"
            onClick={() => onChange(toField(at))}
          >
            <span className="text-sm font-semibold">{text.presets[id]}</span>
            <span className="text-[0.8125rem] text-muted">{fullTime(at)}</span>
          </button>
        ))}
      </div>
      <TextField
        label={text.when}
        type="datetime-local"
        min={toField(now)}
        value={value}
        error={error}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
