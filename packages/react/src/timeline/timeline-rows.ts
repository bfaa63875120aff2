import type { TimelineItem, TimelineNotice } from '@sotto/client';
import { startOfDay } from '../text/clock-time.ts';
import { noticesToFold } from './fold-notices.ts';

const groupMs = 5 * 60_000;
const dayMs = 86_400_000;

/** One item of the timeline, or many lines as one, with what stands above and how it joins its neighbours. */
export type TimelineRow = {
  /** Of its first item: it stays while lines are added to it. */
  readonly id: string;
  /** Its last item. */
  readonly item: TimelineItem;
  /** The lines it stands for; empty unless they are folded. */
  readonly folded: readonly TimelineNotice[];
  /** Midnight of a new day, when the item is its first. */
  readonly day: number | null;
  /** How many unread items follow, when the divider stands here. */
  readonly unread: number | null;
  readonly startsGroup: boolean;
  readonly endsGroup: boolean;
};

/** The rows of a timeline. One pass: it runs for every new message of a conversation of 50,000. */
export function timelineRows(items: readonly TimelineItem[], unreadFrom: string | null): TimelineRow[] {
  const rows: TimelineRow[] = [];
  let nextMidnight = Number.NEGATIVE_INFINITY;
  let startsGroup = true;
  for (let index = 0; index < items.length; index++) {
    const first = items[index];
    if (first === undefined) break;
    let day: number | null = null;
    if (first.at >= nextMidnight) {
      day = startOfDay(first.at);
      nextMidnight = startOfDay(day + dayMs + dayMs / 2);
    }
    const tomorrow = nextMidnight;
    const unread = first.id === unreadFrom ? unreadAfter(items, index) : null;
    const folded = noticesToFold(items, index, (at) => {
      const one = items[at];
      return one === undefined || one.at >= tomorrow || one.id === unreadFrom;
    });
    index += Math.max(0, folded.length - 1);
    const item = folded.at(-1) ?? first;
    const next = items[index + 1];
    const endsGroup = next === undefined || next.at >= nextMidnight || breaks(item, next, unreadFrom);
    const starts = startsGroup || day !== null || unread !== null;
    rows.push({ id: first.id, item, folded, day, unread, startsGroup: starts, endsGroup });
    startsGroup = endsGroup;
  }
  return rows;
}

function breaks(item: TimelineItem, next: TimelineItem, unreadFrom: string | null): boolean {
  if (item.kind === 'notice' || next.kind === 'notice' || next.id === unreadFrom) return true;
  const failed = item.kind === 'message' && item.state === 'failed';
  return failed || item.senderId !== next.senderId || next.at - item.at > groupMs;
}

function unreadAfter(items: readonly TimelineItem[], from: number): number {
  let count = 0;
  for (let index = from; index < items.length; index++) {
    const item = items[index];
    if (item !== undefined && item.kind !== 'notice' && !isMine(item)) count++;
  }
  return count;
}

export function isMine(item: TimelineItem): boolean {
  return item.kind === 'message' && item.mine;
}
