import { richLimits } from '@sotto/client';
import { useClient } from '@sotto/react';
import { useState } from 'react';
import { SwitchRow } from '../settings/switch-row.tsx';
import { SelectField } from '../ui/select-field.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { TextField } from '../ui/text-field.tsx';
import { CardForm } from './card-form.tsx';
import type { CardPlace } from './card-kind.ts';
import { eventContent, eventDraft, eventSpan, newEvent } from './event-draft.ts';
import { EventTimes } from './event-times.tsx';
import { FromFile } from './from-file.tsx';
import { eventText as text } from './text.ts';
import { useSendCard } from './use-send-card.ts';

/** Something that takes place: filled in, or from a calendar file. */
export function EventForm({ place, onSent }: { place: CardPlace; onSent: () => void }) {
  const client = useClient();
  const [draft, setDraft] = useState(() => newEvent(Date.now()));
  const { busy, failure, send } = useSendCard(place, onSent);
  const content = eventContent(draft);
  const reminders = text.reminders.some(([minutes]) => minutes === draft.reminderMinutes)
    ? text.reminders
    : [...text.reminders, [draft.reminderMinutes, text.minutesBefore(draft.reminderMinutes)] as const];
  return (
    <CardForm
      ready={content !== null}
      busy={busy}
      failure={failure}
      onSend={() => content !== null && send(content)}
      aside={
        <FromFile
          label={text.fromFile}
          accept=".ics,text/calendar"
          read={(file) => client.readEvents(file)}
          nameOf={(event) => event.title}
          onRead={(event) => setDraft(eventDraft(event))}
        />
      }
    >
      <TextField
        label={text.title}
        value={draft.title}
        maxLength={richLimits.eventTitleCharacters}
        autoFocus
        dir="auto"
        autoComplete="off"
        onChange={(event) => setDraft({ ...draft, title: event.target.value })}
      />
      <div className="-mx-4 -my-2">
        <SwitchRow
          label={text.allDay}
          detail={text.allDayDetail}
          on={draft.allDay}
          onChange={(allDay) => setDraft({ ...draft, allDay })}
        />
      </div>
      <EventTimes
        draft={draft}
        onChange={setDraft}
        error={eventSpan(draft) === null ? text.endsBefore : null}
      />
      <TextField
        label={text.place}
        value={draft.place}
        maxLength={richLimits.eventPlaceCharacters}
        dir="auto"
        autoComplete="off"
        onChange={(event) => setDraft({ ...draft, place: event.target.value })}
      />
      <TextArea
        label={text.description}
        value={draft.description}
        maxLength={richLimits.eventDescriptionCharacters}
        dir="auto"
        onChange={(event) => setDraft({ ...draft, description: event.target.value })}
      />
      <SelectField
        label={text.reminder}
        value={draft.reminderMinutes}
        options={reminders}
        onChange={(reminderMinutes) => setDraft({ ...draft, reminderMinutes })}
      />
    </CardForm>
  );
}
