import type { ConversationId } from '@sotto/protocol';
import type { TimelineMessage } from '../api/conversation.ts';
import { readConversation } from '../conversations/conversation-table.ts';
import type { SqlValue } from '../platform/sql-store.ts';
import type { Reader } from '../store/changes.ts';
import { optionalNumber, textOf } from '../store/columns.ts';
import { messageColumns } from './present-messages.ts';
import { type PlacedItem, placedItems } from './timeline-item.ts';
import type { View } from './view.ts';

/** Whose lines: a conversation's own, or those of one of its threads. */
export type TimelinePlace = { readonly conversationId: ConversationId; readonly threadId: string | null };

/** Up to `count` items before a place, or before the end; oldest first. */
export function readBefore(
  view: View,
  place: TimelinePlace,
  before: PlacedItem | null,
  count: number,
): PlacedItem[] {
  const end = before === null ? '' : 'and (sort_at, counter, item_id) < (?, ?, ?)';
  const rows = view.reader.all(
    `select ${messageColumns} from items where ${scopeOf(place)} ${end}
       order by sort_at desc, counter desc, item_id desc limit ?`,
    [...valuesOf(place), ...keyOf(before), count],
  );
  return placedItems(view, place.conversationId, rows.reverse());
}

/** Up to `count` items behind a place; oldest first. */
export function readAfter(
  view: View,
  place: TimelinePlace,
  after: PlacedItem | null,
  count: number,
): PlacedItem[] {
  const start = after === null ? '' : 'and (sort_at, counter, item_id) > (?, ?, ?)';
  const rows = view.reader.all(
    `select ${messageColumns} from items where ${scopeOf(place)} ${start}
       order by sort_at, counter, item_id limit ?`,
    [...valuesOf(place), ...keyOf(after), count],
  );
  return placedItems(view, place.conversationId, rows);
}

/** Items by their names, as far as they belong here. */
export function readItems(view: View, place: TimelinePlace, ids: readonly string[]): Map<string, PlacedItem> {
  const rows = view.reader.all(
    `select ${messageColumns} from items where item_id in (select value from json_each(?)) and ${scopeOf(place)}`,
    [JSON.stringify(ids), ...valuesOf(place)],
  );
  return new Map(placedItems(view, place.conversationId, rows).map((placed) => [placed.item.id, placed]));
}

export function placeIn(view: View, place: TimelinePlace, messageId: string): PlacedItem | null {
  return readItems(view, place, [messageId]).get(messageId) ?? null;
}

/** The message a thread began with. */
export function readRoot(
  view: View,
  conversationId: ConversationId,
  threadId: string,
): TimelineMessage | null {
  const root = placeIn(view, { conversationId, threadId: null }, threadId)?.item;
  return root?.kind === 'message' ? root : null;
}

/** Where the divider stands while the conversation is open. */
export function firstUnread(reader: Reader, place: TimelinePlace): string | null {
  const row = reader.first(
    `select item_id from items where ${scopeOf(place)} and sort_at > ? and mine = 0 and kind <> 'notice'
       order by sort_at, counter, item_id limit 1`,
    [...valuesOf(place), readThrough(reader, place)],
  );
  return row === undefined ? null : textOf(row, 'item_id');
}

function readThrough(reader: Reader, { conversationId, threadId }: TimelinePlace): number {
  if (threadId === null) return readConversation(reader, conversationId)?.readThrough ?? 0;
  const row = reader.first('select read_through from threads where thread_id = ?', [threadId]);
  return row === undefined ? 0 : (optionalNumber(row, 'read_through') ?? 0);
}

function scopeOf({ threadId }: TimelinePlace): string {
  return threadId === null
    ? 'conversation_id = ? and thread_id is null'
    : 'conversation_id = ? and thread_id = ?';
}

function valuesOf({ conversationId, threadId }: TimelinePlace): SqlValue[] {
  return threadId === null ? [conversationId] : [conversationId, threadId];
}

function keyOf(placed: PlacedItem | null): SqlValue[] {
  return placed === null ? [] : [placed.sortAt, placed.counter, placed.item.id];
}
