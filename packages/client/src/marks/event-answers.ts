import type { AccountId } from '@sotto/protocol';
import type { EventAnswerValue } from '@sotto/protocol/content';
import { type Mark, marksOf } from './mark.ts';
import { latestByAuthor } from './stamp.ts';

/** Who comes and who does not: of each person the latest answer. */
export function answersOf(marks: readonly Mark[]): Map<EventAnswerValue, AccountId[]> {
  const answers = new Map<EventAnswerValue, AccountId[]>();
  for (const { answer, author } of latestByAuthor(marksOf(marks, 'answer'))) {
    answers.set(answer, [...(answers.get(answer) ?? []), author]);
  }
  return answers;
}
