import type { ConversationId } from '@sotto/protocol';
import type { Timeline } from '../api/conversation.ts';
import type { TimelineHandle } from '../api/sotto-client.ts';
import type { DeviceContext } from '../device-context.ts';
import { later } from '../platform/later.ts';
import { keepIdentity, sameShape } from '../queries/same-shape.ts';
import { valueQuery } from '../queries/value-query.ts';
import { readPinned } from './listed-messages.ts';
import { compareItems, type PlacedItem } from './timeline-item.ts';
import {
  firstUnread,
  placeIn,
  readAfter,
  readBefore,
  readItems,
  readRoot,
  type TimelinePlace,
} from './timeline-pages.ts';
import { viewNow } from './view.ts';

/** Items shown when a conversation opens, and added with every look further. */
const pageSize = 60;

/**
 * A live window of a conversation, or of one of its threads. It ends with the newest until somebody jumps
 * to an older message. Items that did not change keep their identity; only what a commit touched is read
 * again.
 */
export function observeTimeline(
  context: Pick<DeviceContext, 'database' | 'self' | 'platform'>,
  conversationId: ConversationId,
  options: { readonly threadId?: string } = {},
): TimelineHandle {
  const { database } = context;
  const threadId = options.threadId ?? null;
  const place: TimelinePlace = { conversationId, threadId };
  const view = () => viewNow(context, database);
  let placed: readonly PlacedItem[] = [];
  let hasOlder = false;
  let hasNewer = false;
  let closed = false;
  const unreadFrom = firstUnread(database, place);
  showLatest();
  const timeline = valueQuery<Timeline>(snapshot());
  const due = new Set<string>();
  const show = later(() => {
    if (closed || due.size === 0) return;
    const changed = takeIn([...due]);
    due.clear();
    const next = snapshot();
    const { pinned, root } = timeline.current;
    if (changed || !sameShape(next.pinned, pinned) || !sameShape(next.root, root)) timeline.set(next);
  });

  function snapshot(): Timeline {
    const pinned = threadId === null ? readPinned(view(), conversationId) : [];
    const root = threadId === null ? null : readRoot(view(), conversationId, threadId);
    const items = placed.map(({ item }) => item);
    return { conversationId, threadId, root, items, hasOlder, hasNewer, pinned, unreadFrom, loading: false };
  }

  function showLatest(): void {
    const page = readBefore(view(), place, null, pageSize + 1);
    placed = page.slice(-pageSize);
    hasOlder = page.length > pageSize;
    hasNewer = false;
  }

  function takeIn(ids: readonly string[]): boolean {
    const found = readItems(view(), place, ids);
    const touched = new Set(ids);
    const oldest = placed[0];
    const newest = placed.at(-1);
    let changed = false;
    const kept = placed.filter((old) => {
      if (!touched.has(old.item.id)) return true;
      const next = found.get(old.item.id);
      if (next !== undefined && sameShape(next, old)) {
        found.delete(old.item.id);
        return true;
      }
      changed = true;
      return false;
    });
    // What belongs outside the window is read when somebody looks there.
    const arrived = [...found.values()].filter((item) => {
      if (hasOlder && oldest !== undefined && compareItems(item, oldest) < 0) return false;
      if (hasNewer && newest !== undefined && compareItems(item, newest) > 0) return false;
      return true;
    });
    if (arrived.length > 0) {
      placed = merge(kept, arrived.sort(compareItems));
      changed = true;
    } else if (changed) placed = kept;
    return changed;
  }

  const stop = database.onCommit((touched) => {
    for (const id of touched.conversations.get(conversationId) ?? []) due.add(id);
    // Names stand in the lines.
    if (touched.people) for (const { item } of placed) due.add(item.id);
    if (due.size > 0) show();
  });

  function set(): void {
    if (!closed) timeline.set(keepIdentity(timeline.current, snapshot()));
  }

  return {
    timeline,
    async loadOlder() {
      if (closed || !hasOlder) return;
      const page = readBefore(view(), place, placed[0] ?? null, pageSize + 1);
      hasOlder = page.length > pageSize;
      placed = [...page.slice(-pageSize), ...placed];
      timeline.set(snapshot());
    },
    async loadNewer() {
      if (closed || !hasNewer) return;
      const page = readAfter(view(), place, placed.at(-1) ?? null, pageSize + 1);
      hasNewer = page.length > pageSize;
      placed = [...placed, ...page.slice(0, pageSize)];
      timeline.set(snapshot());
    },
    async jumpTo(messageId) {
      if (closed) return false;
      if (placed.some(({ item }) => item.id === messageId)) return true;
      const target = placeIn(view(), place, messageId);
      if (target === null) return false;
      const half = pageSize / 2;
      const before = readBefore(view(), place, target, half + 1);
      const after = readAfter(view(), place, target, half + 1);
      hasOlder = before.length > half;
      hasNewer = after.length > half;
      placed = [...before.slice(-half), target, ...after.slice(0, half)];
      set();
      return true;
    },
    async jumpToLatest() {
      if (closed || !hasNewer) return;
      showLatest();
      set();
    },
    close() {
      closed = true;
      stop();
    },
  };
}

/** Two sorted runs as one; mostly the second belongs behind the first. */
function merge(a: readonly PlacedItem[], b: readonly PlacedItem[]): PlacedItem[] {
  const last = a.at(-1);
  const next = b[0];
  if (last === undefined || next === undefined || compareItems(last, next) <= 0) return [...a, ...b];
  return [...a, ...b].sort(compareItems);
}
