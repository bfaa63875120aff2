import type { PollPart } from '@sotto/client';
import { ChartBarBig } from 'lucide-react';
import { useId, useState } from 'react';
import { useClient } from '../client/use-client.ts';
import { CardFailure } from './card-failure.tsx';
import type { CardMessage } from './card-message.ts';
import { ConfirmButton } from './confirm-button.tsx';
import { dateTime } from './event-time.ts';
import { oneLine } from './one-line.ts';
import { PollChoice } from './poll-choice.tsx';
import { toggledChoices } from './poll-choices.ts';
import { cardText } from './text.ts';
import { useCardAction } from './use-card-action.ts';

const questionMax = 500;

/** A question with answers to choose from; the tally changes while one looks. */
export function PollCard({ message, poll }: { message: CardMessage; poll: PollPart }) {
  const client = useClient();
  const [named, setNamed] = useState(false);
  const [failed, act] = useCardAction();
  const id = useId();
  const chosen = poll.options.flatMap((option, index) => (option.chosen ? [index] : []));
  const full = poll.choicesMax > 1 && chosen.length >= poll.choicesMax;
  const vote = (choices: readonly number[]) => act(() => client.vote(message.id, choices));
  return (
    <section className="sotto-card" data-kind="poll" aria-labelledby={id}>
      <p className="sotto-card-kind">
        <ChartBarBig aria-hidden="true" />
        {cardText.poll} · {poll.closed ? cardText.closed : howMany(poll)}
      </p>
      <p id={id} className="sotto-card-title" dir="auto">
        {oneLine(poll.question, questionMax)}
      </p>
      <ul className="sotto-poll-options">
        {poll.options.map((option, index) => (
          <PollChoice
            // Options of a poll never change places.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            key={index}
            option={option}
            voters={poll.voters}
            several={poll.choicesMax > 1}
            named={named}
            disabled={poll.closed || (full && !option.chosen)}
            onToggle={() => vote(toggledChoices(chosen, index, poll.choicesMax))}
          />
        ))}
      </ul>
      <p className="sotto-card-note">
        {cardText.voters(poll.voters)}
        {!poll.closed && poll.closesAt !== null && ` · ${cardText.closes(dateTime(poll.closesAt))}`}
      </p>
      {full && !poll.closed && chosen.length < poll.options.length && (
        <p className="sotto-card-note">{cardText.full(chosen.length)}</p>
      )}
      <div className="sotto-card-actions">
        {poll.voters > 0 && (
          <button
            type="button"
            className="sotto-card-button"
            aria-expanded={named}
            onClick={() => setNamed(!named)}
          >
            {named ? cardText.hideVoters : cardText.showVoters}
          </button>
        )}
        {!poll.closed && chosen.length > 0 && (
          <button type="button" className="sotto-card-button" onClick={() => vote([])}>
            {cardText.takeBack}
          </button>
        )}
        {poll.mayClose && (
          <ConfirmButton
            label={cardText.closePoll}
            question={cardText.closeQuestion}
            onConfirm={() => act(() => client.closePoll(message.id))}
          />
        )}
      </div>
      <CardFailure failed={failed} />
    </section>
  );
}

function howMany({ choicesMax, options }: PollPart): string {
  if (choicesMax === 1) return cardText.chooseOne;
  return choicesMax >= options.length ? cardText.chooseAny : cardText.chooseUpTo(choicesMax);
}
