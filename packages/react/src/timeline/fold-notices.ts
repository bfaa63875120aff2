import type { TimelineItem, TimelineNotice } from '@sotto/client';

/** The last lines of a row of them are always shown: they are the news. */
const lastShown = 2;

/** Fewer than this are not worth a button. */
const foldedMin = 4;

/** Lines that ask for attention, or say where one's own view begins, are never folded away. */
function foldable(item: TimelineItem | undefined): item is TimelineNotice {
  if (item?.kind !== 'notice') return false;
  switch (item.notice) {
    case 'group':
      return !attention.has(item.change.kind);
    case 'identity-changed':
    case 'unverified':
      return false;
    default:
      return true;
  }
}

const attention: ReadonlySet<string> = new Set([
  'created',
  'joined',
  'change-refused',
  'identity-changed',
  'fork-detected',
]);

/**
 * The lines from here on that are shown as one, when they are many: a hundred people who join are a few
 * lines, not a hundred. Empty when they are few.
 *
 * @param ends whether something stands above the item at this place, so that a line must end before it.
 */
export function noticesToFold(
  items: readonly TimelineItem[],
  from: number,
  ends: (index: number) => boolean,
): readonly TimelineNotice[] {
  const run: TimelineNotice[] = [];
  for (let index = from; index < items.length; index++) {
    const item = items[index];
    if (!foldable(item) || (index > from && ends(index))) break;
    run.push(item);
  }
  const folded = run.slice(0, -lastShown);
  return folded.length >= foldedMin ? folded : [];
}
