import type { EventAnswer, EventPart } from '@sotto/client';
import { CalendarDays, MapPin } from 'lucide-react';
import { useId } from 'react';
import { useClient } from '../client/use-client.ts';
import { nameList } from '../people/name-list.ts';
import { CardFailure } from './card-failure.tsx';
import type { CardMessage } from './card-message.ts';
import { ConfirmButton } from './confirm-button.tsx';
import { EventReminder } from './event-reminder.tsx';
import { calendarLeaf, eventTime } from './event-time.ts';
import { fileNameOf } from './file-name.ts';
import { LongField } from './long-field.tsx';
import { oneLine } from './one-line.ts';
import { saveTextFile } from './save-text-file.ts';
import { cardText } from './text.ts';
import { useCardAction } from './use-card-action.ts';

const titleMax = 200;
const placeMax = 300;
const namesMax = 20;
const order: readonly EventAnswer[] = ['yes', 'maybe', 'no'];

/** Something that takes place: when, where, who comes, and whether to be reminded of it. */
export function EventCard({ message, event }: { message: CardMessage; event: EventPart }) {
  const client = useClient();
  const [failed, act] = useCardAction();
  const id = useId();
  const title = oneLine(event.title, titleMax);
  const place = oneLine(event.place, placeMax);
  const leaf = calendarLeaf(event);
  const peopleOf = (answer: EventAnswer) => event.answers.find((one) => one.answer === answer)?.people ?? [];
  const save = async () =>
    saveTextFile(
      fileNameOf(title, cardText.event, 'ics'),
      'text/calendar',
      await client.exportEvent(message.id),
    );
  return (
    <section
      className="sotto-card"
      data-kind="event"
      data-cancelled={event.cancelled || undefined}
      aria-labelledby={id}
    >
      <div className="sotto-card-head">
        <span className="sotto-event-leaf" aria-hidden="true">
          <small>{leaf.month}</small>
          {leaf.day}
        </span>
        <div>
          <p id={id} className="sotto-card-title" dir="auto">
            {title}
          </p>
          <p className="sotto-card-note">
            <CalendarDays aria-hidden="true" />
            <time dateTime={new Date(event.startsAt).toISOString()}>{eventTime(event)}</time>
          </p>
          {place !== '' && (
            <p className="sotto-card-note" dir="auto">
              <MapPin aria-hidden="true" />
              {place}
            </p>
          )}
          {event.cancelled && <p className="sotto-card-tag">{cardText.cancelled}</p>}
        </div>
      </div>
      <LongField text={event.description} />
      {!event.cancelled && (
        <fieldset className="sotto-event-answers">
          <legend>{cardText.coming}</legend>
          {order.map((answer) => (
            <button
              key={answer}
              type="button"
              className="sotto-card-button"
              aria-pressed={event.ownAnswer === answer}
              onClick={() => act(() => client.answerEvent(message.id, answer))}
            >
              {cardText.answers[answer]}
              {peopleOf(answer).length > 0 && (
                <small aria-hidden="true">{peopleOf(answer).length.toLocaleString()}</small>
              )}{' '}
              <span className="sotto-visually-hidden">{cardText.answerCount(peopleOf(answer).length)}</span>
            </button>
          ))}
        </fieldset>
      )}
      {order.map(
        (answer) =>
          peopleOf(answer).length > 0 && (
            <p key={answer} className="sotto-card-note">
              {cardText.whoAnswered[answer](nameList(peopleOf(answer), { max: namesMax }))}
            </p>
          ),
      )}
      {!event.cancelled && <EventReminder message={message} event={event} act={act} />}
      <div className="sotto-card-actions">
        <button type="button" className="sotto-card-button" onClick={() => act(save)}>
          {cardText.addToCalendar}
        </button>
        {message.mine && !event.cancelled && (
          <ConfirmButton
            label={cardText.cancelEvent}
            question={cardText.cancelQuestion}
            onConfirm={() => act(() => client.cancelEvent(message.id))}
          />
        )}
      </div>
      <CardFailure failed={failed} />
    </section>
  );
}
