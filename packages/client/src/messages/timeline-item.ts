import type { AccountId } from '@sotto/protocol';
import type {
  DirectNotice,
  FailureReason,
  MessageState,
  TimelineItem,
  TimelineMessage,
  TimelinePlaceholder,
} from '../api/conversation.ts';
import { presentChange, readChange } from '../groups/stored-change.ts';
import type { Names } from '../people/names.ts';
import type { SqlRow } from '../platform/sql-store.ts';
import { numberOf, optionalNumber, optionalText, textOf } from '../store/columns.ts';
import { pendingPlace } from './item-table.ts';

/** The columns a row of a timeline is made of: no key, no hash, no content. */
export const timelineColumns =
  'item_id, kind, sender_id, mine, sort_at, written_at, counter, text, detail, state, failure, gap, ' +
  'receipts_of, delivered_by, read_by';

/** A row as the timeline shows it, with what it is sorted by. */
export type PlacedItem = { readonly item: TimelineItem; readonly sortAt: number; readonly counter: number };

export function placedItem(row: SqlRow, names: Names): PlacedItem {
  return {
    item: timelineItem(row, names),
    sortAt: numberOf(row, 'sort_at'),
    counter: numberOf(row, 'counter'),
  };
}

/** Oldest first: the server's time, then the place among messages of one sender, then the name. */
export function compareItems(a: PlacedItem, b: PlacedItem): number {
  return (
    a.sortAt - b.sortAt ||
    a.counter - b.counter ||
    (a.item.id < b.item.id ? -1 : a.item.id > b.item.id ? 1 : 0)
  );
}

/** The server's time, or this device's while the server has not spoken. */
export function shownTime(row: SqlRow): number {
  const sortAt = numberOf(row, 'sort_at');
  return sortAt >= pendingPlace ? numberOf(row, 'written_at') : sortAt;
}

function timelineItem(row: SqlRow, names: Names): TimelineItem {
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
      return {
        kind: 'message',
        id,
        senderId,
        senderName: names(senderId).name,
        mine: numberOf(row, 'mine') === 1,
        at,
        text: textOf(row, 'text'),
        state: textOf(row, 'state') as MessageState,
        failure: optionalText(row, 'failure') as FailureReason | null,
        receipts: receiptsOf(row),
        gapBefore: numberOf(row, 'gap') === 1,
      };
  }
}

function noticeItem(
  row: SqlRow,
  line: { kind: 'notice'; id: string; at: number; accountId: AccountId },
  names: Names,
): TimelineItem {
  const notice = textOf(row, 'detail') as DirectNotice['notice'] | 'group';
  if (notice !== 'group') return { ...line, notice };
  const change = presentChange(readChange(textOf(row, 'text')), names);
  return { ...line, notice, actor: names(line.accountId), change };
}

function receiptsOf(row: SqlRow): TimelineMessage['receipts'] {
  const of = optionalNumber(row, 'receipts_of');
  if (of === null) return null;
  return { of, delivered: numberOf(row, 'delivered_by'), read: numberOf(row, 'read_by') };
}
