import type { AccountId } from '@sotto/protocol';
import type { Poll } from '@sotto/protocol/content';
import { type Mark, marksOf } from './mark.ts';
import { latestByAuthor } from './stamp.ts';

export type Tally = {
  /** For each option who chose it, in the order in which they voted. */
  readonly votes: readonly (readonly AccountId[])[];
  readonly voters: number;
  /** When it closed or will; `null`: not yet said. */
  readonly closesAt: number | null;
};

/**
 * Counts a poll. A vote counts if the server had it before the poll closed: that time is the same for
 * everybody, whatever a voter's clock says. Of each person the latest such vote counts; one that the poll
 * does not allow is none.
 *
 * @param owner who asked, and alone can close it.
 */
export function tallyOf(poll: Poll, owner: AccountId, marks: readonly Mark[]): Tally {
  const closes = marksOf(marks, 'close').filter((mark) => mark.author === owner);
  // One that is only here yet closes nothing for votes that others see.
  const times = closes.map((mark) => mark.acceptedAt ?? Number.POSITIVE_INFINITY);
  const closesAt = Math.min(poll.closesAt ?? Number.POSITIVE_INFINITY, ...times);
  const valid = marksOf(marks, 'vote').filter(
    ({ choices, acceptedAt }) =>
      choices.length <= poll.choicesMax &&
      choices.every((choice) => choice < poll.options.length) &&
      (acceptedAt ?? Number.NEGATIVE_INFINITY) <= closesAt,
  );
  const votes: AccountId[][] = poll.options.map(() => []);
  let voters = 0;
  for (const { author, choices } of latestByAuthor(valid)) {
    if (choices.length > 0) voters += 1;
    for (const choice of choices) votes[choice]?.push(author);
  }
  const waiting = closes.some((mark) => mark.acceptedAt === null);
  if (closesAt === Number.POSITIVE_INFINITY) return { votes, voters, closesAt: waiting ? 0 : null };
  return { votes, voters, closesAt };
}
