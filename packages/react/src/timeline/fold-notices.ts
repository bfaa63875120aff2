import type { TimelineItem, TimelineNotice } from '@sotto/client';

/** Up to this many lines in a row are simply shown. */
const unfoldedMax = 3;

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
 * The lines from here on that are shown as one, when they are many: a hundred people who join are one line,
 * not a hundred. Empty when they are few.
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
  return run.length > unfoldedMax ? run : [];
}
