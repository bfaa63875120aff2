import type { AccountId } from '@sotto/protocol';
import { type Mark, marksOf } from './mark.ts';
import { latestByAuthor } from './stamp.ts';

export type Reaction = { readonly emoji: string; readonly people: readonly AccountId[] };

/** Who reacted how: of each person the latest set of reactions counts, whole. */
export function reactionsOf(marks: readonly Mark[]): Reaction[] {
  const byEmoji = new Map<string, AccountId[]>();
  for (const { author, emojis } of latestByAuthor(marksOf(marks, 'reaction'))) {
    for (const emoji of emojis) {
      const people = byEmoji.get(emoji);
      if (people === undefined) byEmoji.set(emoji, [author]);
      else people.push(author);
    }
  }
  return [...byEmoji].map(([emoji, people]) => ({ emoji, people }));
}

/** What one person has reacted with so far. */
export function reactionsBy(marks: readonly Mark[], author: AccountId): readonly string[] {
  const own = latestByAuthor(marksOf(marks, 'reaction').filter((mark) => mark.author === author));
  return own[0]?.emojis ?? [];
}
