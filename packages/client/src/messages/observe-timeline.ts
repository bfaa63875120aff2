import type { ConversationId } from '@sotto/protocol';
import type { Timeline } from '../api/conversation.ts';
import type { TimelineHandle } from '../api/sotto-client.ts';
import { readConversation } from '../conversations/conversation-table.ts';
import type { DeviceContext } from '../device-context.ts';
import { type Names, namesIn } from '../people/names.ts';
import { later } from '../platform/later.ts';
import { sameShape } from '../queries/same-shape.ts';
import { valueQuery } from '../queries/value-query.ts';
import type { Reader } from '../store/changes.ts';
import { textOf } from '../store/columns.ts';
import { compareItems, type PlacedItem, placedItem, timelineColumns } from './timeline-item.ts';

/** Items shown when a conversation opens, and added with every look further back. */
const pageSize = 60;

/** More changes than this at once are quicker read as a whole window. */
const singlesMax = 100;

/**
 * A live window of a conversation that always ends with the newest. Items that did not change keep their
 * identity; only what a commit touched is read again.
 */
export function observeTimeline(
  { database, self }: Pick<DeviceContext, 'database' | 'self'>,
  conversationId: ConversationId,
): TimelineHandle {
  const names = () => namesIn(database, self.accountId);
  const first = readPage(database, names(), conversationId, null, pageSize + 1);
  let placed = first.slice(-pageSize);
  let hasOlder = first.length > pageSize;
  let closed = false;
  const unreadFrom = firstUnread(database, conversationId);
  const timeline = valueQuery<Timeline>(snapshot());
  const due = new Set<string>();
  const show = later(() => {
    if (closed || due.size === 0) return;
    const changed = takeIn([...due]);
    due.clear();
    if (changed) timeline.set(snapshot());
  });

  function snapshot(): Timeline {
    return { conversationId, items: placed.map(({ item }) => item), hasOlder, unreadFrom, loading: false };
  }

  function takeIn(ids: readonly string[]): boolean {
    const found = new Map<string, PlacedItem>();
    const named = names();
    for (let at = 0; at < ids.length; at += singlesMax) {
      const some = ids.slice(at, at + singlesMax);
      for (const row of database.all(
        `select ${timelineColumns} from items where conversation_id = ? and item_id in (${some.map(() => '?').join(', ')})`,
        [conversationId, ...some],
      )) {
        const item = placedItem(row, named);
        found.set(item.item.id, item);
      }
    }
    const touched = new Set(ids);
    const oldest = placed[0];
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
    // What belongs before the window is read when somebody looks there.
    const arrived = [...found.values()].filter(
      (item) => !hasOlder || oldest === undefined || compareItems(item, oldest) >= 0,
    );
    if (found.size > arrived.length) hasOlder = true;
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

  return {
    timeline,
    async loadOlder() {
      if (closed || !hasOlder) return;
      const page = readPage(database, names(), conversationId, placed[0] ?? null, pageSize + 1);
      hasOlder = page.length > pageSize;
      placed = [...page.slice(-pageSize), ...placed];
      timeline.set(snapshot());
    },
    close() {
      closed = true;
      stop();
    },
  };
}

/** Up to `count` items before a place, or before the end; oldest first. */
function readPage(
  reader: Reader,
  names: Names,
  conversationId: ConversationId,
  before: PlacedItem | null,
  count: number,
): PlacedItem[] {
  const end = before === null ? '' : 'and (sort_at, counter, item_id) < (?, ?, ?)';
  return reader
    .all(
      `select ${timelineColumns} from items where conversation_id = ? ${end}
         order by sort_at desc, counter desc, item_id desc limit ?`,
      [conversationId, ...(before === null ? [] : [before.sortAt, before.counter, before.item.id]), count],
    )
    .map((row) => placedItem(row, names))
    .reverse();
}

/** Where the divider stands while the conversation is open. */
function firstUnread(reader: Reader, conversationId: ConversationId): string | null {
  const readThrough = readConversation(reader, conversationId)?.readThrough ?? 0;
  const row = reader.first(
    `select item_id from items where conversation_id = ? and sort_at > ? and mine = 0 and kind <> 'notice'
       order by sort_at, counter, item_id limit 1`,
    [conversationId, readThrough],
  );
  return row === undefined ? null : textOf(row, 'item_id');
}

/** Two sorted runs as one; mostly the second belongs behind the first. */
function merge(a: readonly PlacedItem[], b: readonly PlacedItem[]): PlacedItem[] {
  const last = a.at(-1);
  const next = b[0];
  if (last === undefined || next === undefined || compareItems(last, next) <= 0) return [...a, ...b];
  return [...a, ...b].sort(compareItems);
}
