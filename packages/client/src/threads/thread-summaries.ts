import type { AccountId, ConversationId } from '@sotto/protocol';
import type { ThreadSummary } from '../api/rich-message.ts';
import { pendingPlace } from '../messages/item-table.ts';
import { deletedPreview, previewOf } from '../messages/preview.ts';
import { bodyOf } from '../messages/stored-body.ts';
import type { View } from '../messages/view.ts';
import type { SqlRow } from '../platform/sql-store.ts';
import type { Reader } from '../store/changes.ts';
import { numberOf, optionalNumber, textOf } from '../store/columns.ts';

/** Faces beside a thread. */
const peopleMax = 5;

/** What is shown of threads, by the message each began with. Those without a reply are left out. */
export function readThreadSummaries(view: View, threadIds: readonly string[]): Map<string, ThreadSummary> {
  if (threadIds.length === 0) return new Map();
  const rows = view.reader.all(
    `select i.thread_id, i.conversation_id, count(*) as replies,
       max(case when i.sort_at >= ${pendingPlace} then i.written_at else i.sort_at end) as last_at,
       sum(i.mine = 0 and i.sort_at > coalesce(t.read_through, 0)) as unread,
       sum(i.mine = 0 and i.mentions_me = 1 and i.sort_at > coalesce(t.read_through, 0)) as mentions,
       max(i.mine = 1 or i.mentions_me = 1) as involved, f.value as followed
     from items i left join threads t on t.thread_id = i.thread_id
       left join own_marks f on f.target = i.thread_id and f.name = 'follow'
     where i.thread_id in (select value from json_each(?)) and i.kind = 'message'
     group by i.thread_id, i.conversation_id`,
    [JSON.stringify(threadIds)],
  );
  return new Map(rows.map((row) => [textOf(row, 'thread_id'), summaryOf(view, row)]));
}

/** Older ones are found under the message they began with. */
const followedMax = 200;

/** The latest threads that count for this person: followed, or taken part in and not left. */
export function followedThreads(reader: Reader): string[] {
  return reader
    .all(
      `select i.thread_id, max(i.sort_at) as latest
       from items i left join own_marks f on f.target = i.thread_id and f.name = 'follow'
       where i.thread_id is not null group by i.thread_id
       having max(coalesce(f.value, i.mine = 1 or i.mentions_me = 1
         or exists (select 1 from items r where r.item_id = i.thread_id and r.mine = 1))) <> 0
       order by latest desc limit ${followedMax}`,
    )
    .map((row) => textOf(row, 'thread_id'));
}

function summaryOf(view: View, row: SqlRow): ThreadSummary {
  const threadId = textOf(row, 'thread_id');
  const conversationId = textOf(row, 'conversation_id') as ConversationId;
  const root = view.reader.first(
    `select mine, deleted, text, body from items where item_id = ? and conversation_id = ? and kind = 'message'`,
    [threadId, conversationId],
  );
  const began = root !== undefined && numberOf(root, 'mine') === 1;
  const said = optionalNumber(row, 'followed');
  const followed = said === null ? began || numberOf(row, 'involved') === 1 : said === 1;
  return {
    threadId,
    conversationId,
    replies: numberOf(row, 'replies'),
    unread: followed ? numberOf(row, 'unread') : 0,
    unreadMentions: numberOf(row, 'mentions'),
    followed,
    lastReplyAt: optionalNumber(row, 'last_at'),
    people: peopleOf(view, threadId),
    root:
      root === undefined || numberOf(root, 'deleted') === 1
        ? deletedPreview
        : previewOf(bodyOf(root), view.names),
  };
}

function peopleOf({ reader, names }: View, threadId: string): ThreadSummary['people'] {
  return reader
    .all(
      `select sender_id, max(sort_at) as latest from items where thread_id = ? and kind = 'message'
       group by sender_id order by latest desc limit ${peopleMax}`,
      [threadId],
    )
    .map((row) => names(textOf(row, 'sender_id') as AccountId));
}
