import type { TimelineItem } from '@sotto/client';
import { startOfDay } from '../text/clock-time.ts';

const groupMs = 5 * 60_000;
const dayMs = 86_400_000;

/** One item of the timeline with what stands above it and how it joins its neighbours. */
export type TimelineRow = {
  readonly item: TimelineItem;
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
  for (const [index, item] of items.entries()) {
    let day: number | null = null;
    if (item.at >= nextMidnight) {
      day = startOfDay(item.at);
      nextMidnight = startOfDay(day + dayMs + dayMs / 2);
    }
    const next = items[index + 1];
    const unread = item.id === unreadFrom ? unreadAfter(items, index) : null;
    const endsGroup = next === undefined || next.at >= nextMidnight || breaks(item, next, unreadFrom);
    rows.push({ item, day, unread, startsGroup: startsGroup || day !== null || unread !== null, endsGroup });
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
