import type { MarkOrigin } from './mark.ts';

/** Which of two marks is the later one; the same on every device. */
type Stamp = Pick<MarkOrigin, 'messageId' | 'sentAt' | 'acceptedAt'>;

/**
 * By the author's clock, then by the hash that names the content. For what one person says about something:
 * only they could have written either, so a clock that is wrong harms nobody else, and a server cannot
 * change it.
 */
export function compareOwn(a: Stamp, b: Stamp): number {
  return a.sentAt - b.sentAt || compareIds(a.messageId, b.messageId);
}

/**
 * For what several people say about the same thing: no later than the server's time, or somebody could
 * have the last word for ever by writing a time to come. A server can only make a mark older by that.
 */
export function compareShared(a: Stamp, b: Stamp): number {
  return sharedTime(a) - sharedTime(b) || compareIds(a.messageId, b.messageId);
}

export function sharedTime({ sentAt, acceptedAt }: Stamp): number {
  return Math.min(sentAt, acceptedAt ?? Number.POSITIVE_INFINITY);
}

export function latest<Marked extends Stamp>(
  marks: readonly Marked[],
  compare: (a: Stamp, b: Stamp) => number,
): Marked | null {
  let found: Marked | null = null;
  for (const mark of marks) if (found === null || compare(mark, found) > 0) found = mark;
  return found;
}

/** The latest of each author, in the order in which they came to be. */
export function latestByAuthor<Marked extends MarkOrigin>(marks: readonly Marked[]): Marked[] {
  const byAuthor = new Map<string, Marked>();
  for (const mark of marks) {
    const known = byAuthor.get(mark.author);
    if (known === undefined || compareOwn(mark, known) > 0) byAuthor.set(mark.author, mark);
  }
  return [...byAuthor.values()].sort(compareOwn);
}

function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
