import type { AccountId, ConversationId } from '@sotto/protocol';
import type {
  ConversationNotice,
  DirectNotice,
  TimelineItem,
  TimelinePlaceholder,
} from '../api/conversation.ts';
import { presentChange, readChange } from '../groups/stored-change.ts';
import type { Names } from '../people/names.ts';
import type { SqlRow } from '../platform/sql-store.ts';
import { numberOf, textOf } from '../store/columns.ts';
import { presentMessage, readSurroundings, type Surroundings } from './present-messages.ts';
import { shownTime } from './shown-time.ts';
import type { View } from './view.ts';

/** A row as the timeline shows it, with what it is sorted by. */
export type PlacedItem = { readonly item: TimelineItem; readonly sortAt: number; readonly counter: number };

/** @param rows of one conversation, with `messageColumns`. */
export function placedItems(
  view: View,
  conversationId: ConversationId,
  rows: readonly SqlRow[],
): PlacedItem[] {
  const messages = rows.filter((row) => textOf(row, 'kind') === 'message');
  const around = readSurroundings(view, conversationId, messages);
  return rows.map((row) => ({
    item: timelineItem(view, row, around),
    sortAt: numberOf(row, 'sort_at'),
    counter: numberOf(row, 'counter'),
  }));
}

/** Oldest first: the server's time, then the place among messages of one sender, then the name. */
export function compareItems(a: PlacedItem, b: PlacedItem): number {
  return (
    a.sortAt - b.sortAt ||
    a.counter - b.counter ||
    (a.item.id < b.item.id ? -1 : a.item.id > b.item.id ? 1 : 0)
  );
}

function timelineItem(view: View, row: SqlRow, around: Surroundings): TimelineItem {
  const { names } = view;
  const id = textOf(row, 'item_id');
  const at = shownTime(row);
  const senderId = textOf(row, 'sender_id') as AccountId;
  switch (textOf(row, 'kind')) {
    case 'notice':
      return noticeItem(row, { kind: 'notice', id, at, accountId: senderId }, names);
    case 'placeholder':
      return {
        kind: 'placeholder',
        id,
        senderId,
        senderName: names(senderId).name,
        at,
        cause: textOf(row, 'detail') as TimelinePlaceholder['cause'],
      };
    default:
      return presentMessage(view, row, around);
  }
}

function noticeItem(
  row: SqlRow,
  line: { kind: 'notice'; id: string; at: number; accountId: AccountId },
  names: Names,
): TimelineItem {
  const notice = textOf(row, 'detail') as DirectNotice['notice'] | 'group' | 'conversation';
  const actor = names(line.accountId);
  switch (notice) {
    case 'group':
      return { ...line, notice, actor, change: presentChange(readChange(textOf(row, 'text')), names) };
    case 'conversation':
      return {
        ...line,
        notice,
        actor,
        change: JSON.parse(textOf(row, 'text')) as ConversationNotice['change'],
      };
    default:
      return { ...line, notice };
  }
}
