import type { PollOption } from '@sotto/client';
import { Check } from 'lucide-react';
import { nameList } from '../people/name-list.ts';
import { oneLine } from './one-line.ts';
import { cardText } from './text.ts';

const optionMax = 200;
/** Of a large group nobody reads more names than this in a card. */
const namesMax = 60;

type PollChoiceProps = {
  readonly option: PollOption;
  /** People who have voted at all. */
  readonly voters: number;
  readonly several: boolean;
  /** Says who chose it. */
  readonly named: boolean;
  readonly disabled: boolean;
  readonly onToggle: () => void;
};

/** One answer of a poll with its share of the votes. */
export function PollChoice({ option, voters, several, named, disabled, onToggle }: PollChoiceProps) {
  const share = voters === 0 ? 0 : option.votes / voters;
  const percent = Math.round(share * 100);
  const text = oneLine(option.text, optionMax);
  return (
    <li>
      <button
        type="button"
        className="sotto-poll-option"
        data-several={several || undefined}
        aria-pressed={option.chosen}
        disabled={disabled}
        onClick={onToggle}
      >
        <span className="sotto-poll-mark">{option.chosen && <Check aria-hidden="true" />}</span>
        <span className="sotto-poll-text" dir="auto">
          {text}
        </span>{' '}
        <span className="sotto-visually-hidden">{cardText.optionTally(option.votes, percent)}</span>
        <span className="sotto-poll-share" aria-hidden="true">
          {option.votes > 0 && <small>{option.votes.toLocaleString()}</small>}
          {cardText.percent(percent)}
        </span>
        <meter className="sotto-poll-bar" min={0} max={1} value={share} aria-hidden="true" />
      </button>
      {named && (
        <p className="sotto-poll-voters">
          {option.voters.length === 0 ? cardText.nobody : nameList(option.voters, { max: namesMax })}
        </p>
      )}
    </li>
  );
}
