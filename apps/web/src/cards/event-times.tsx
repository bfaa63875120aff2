import { type EventDraft, withStart } from './event-draft.ts';
import { eventText as text } from './text.ts';

type EventTimesProps = {
  readonly draft: EventDraft;
  readonly error: string | null;
  readonly onChange: (draft: EventDraft) => void;
};

/** When it begins and ends. The system's own fields: they know the calendar and the clock of this person. */
export function EventTimes({ draft, error, onChange }: EventTimesProps) {
  return (
    <div className="grid gap-3">
      <Moment
        label={text.starts}
        date={draft.startDate}
        time={draft.allDay ? null : draft.startTime}
        invalid={false}
        onDate={(startDate) => onChange(withStart(draft, { startDate }))}
        onTime={(startTime) => onChange(withStart(draft, { startTime }))}
      />
      <Moment
        label={text.ends}
        date={draft.endDate}
        time={draft.allDay ? null : draft.endTime}
        invalid={error !== null}
        onDate={(endDate) => onChange({ ...draft, endDate })}
        onTime={(endTime) => onChange({ ...draft, endTime })}
      />
      <p role="status" className="text-[0.8125rem] text-danger empty:-mt-3">
        {error}
      </p>
    </div>
  );
}

type MomentProps = {
  readonly label: string;
  readonly date: string;
  /** Null where only the day counts. */
  readonly time: string | null;
  readonly invalid: boolean;
  readonly onDate: (date: string) => void;
  readonly onTime: (time: string) => void;
};

function Moment({ label, date, time, invalid, onDate, onTime }: MomentProps) {
  return (
    <fieldset className="grid grid-cols-[1fr_9rem] gap-2">
      <legend className="mb-1.5 text-sm font-semibold">{label}</legend>
      <input
        type="date"
        className="field"
        aria-label={text.date(label)}
        aria-invalid={invalid || undefined}
        value={date}
        onChange={(event) => onDate(event.target.value)}
      />
      {time !== null && (
        <input
          type="time"
          className="field"
          aria-label={text.time(label)}
          aria-invalid={invalid || undefined}
          value={time}
          onChange={(event) => onTime(event.target.value)}
        />
      )}
    </fieldset>
  );
}
