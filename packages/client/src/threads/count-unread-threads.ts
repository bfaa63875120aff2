import type { ConversationId } from '@sotto/protocol';
import type { Reader } from '../store/changes.ts';
import { numberOf } from '../store/columns.ts';

/** Followed threads of a conversation in which others wrote something that was not read. */
export function countUnreadThreads(reader: Reader, conversationId: ConversationId): number {
  const row = reader.first(
    `select count(*) as threads from (
       select i.thread_id from items i left join threads t on t.thread_id = i.thread_id
       where i.conversation_id = ? and i.thread_id is not null and i.mine = 0 and i.kind = 'message'
         and i.sort_at > coalesce(t.read_through, 0)
       group by i.thread_id) u
     left join own_marks f on f.target = u.thread_id and f.name = 'follow'
     where coalesce(f.value,
       exists (select 1 from items r where r.item_id = u.thread_id and r.mine = 1)
       or exists (select 1 from items r where r.thread_id = u.thread_id and (r.mine = 1 or r.mentions_me = 1))
     ) <> 0`,
    [conversationId],
  );
  return row === undefined ? 0 : numberOf(row, 'threads');
}
