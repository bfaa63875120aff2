import type { AccountId } from '@sotto/protocol';
import type { ConversationSummary, MessageState } from '../api/conversation.ts';
import { readConversationState } from '../marks/shared-state.ts';
import { messageColumns, previewOfRow } from '../messages/present-messages.ts';
import { shownTime } from '../messages/shown-time.ts';
import type { View } from '../messages/view.ts';
import type { Reader } from '../store/changes.ts';
import { numberOf, textOf } from '../store/columns.ts';
import { countUnreadThreads } from '../threads/count-unread-threads.ts';
import type { ConversationRecord } from './conversation-table.ts';

/** Counting further says nothing more to a person. */
const unreadMax = 1000;

/** What the list says of a conversation of any kind. */
export type SharedSummary = Pick<
  ConversationSummary,
  | 'conversationId'
  | 'lastMessage'
  | 'unread'
  | 'unreadMentions'
  | 'unreadThreads'
  | 'expiresInSeconds'
  | 'reference'
  | 'draft'
  | 'sortAt'
>;

export function sharedSummary(
  view: View,
  conversation: ConversationRecord,
  unreadThreads = countUnreadThreads(view.reader, conversation.conversationId),
): SharedSummary {
  const { conversationId, createdAt, draft } = conversation;
  const lastMessage = readLastMessage(view, conversation);
  return {
    conversationId,
    lastMessage,
    unread: countUnread(view.reader, conversation),
    unreadMentions: countMentions(view.reader, conversation),
    unreadThreads,
    ...readConversationState(view.reader, conversationId),
    draft,
    sortAt: Math.max(lastMessage?.at ?? 0, createdAt),
  };
}

/** Derived from what was read, so that no two places can disagree about it. Threads count by themselves. */
export function countUnread(reader: Reader, { conversationId, readThrough }: ConversationRecord): number {
  const row = reader.first(
    `select count(*) as unread from (select 1 from items where conversation_id = ? and sort_at > ?
       and mine = 0 and kind <> 'notice' and thread_id is null limit ${unreadMax})`,
    [conversationId, readThrough],
  );
  return row === undefined ? 0 : numberOf(row, 'unread');
}

/** Mentions of this person that were not read, in the conversation and in all of its threads. */
function countMentions(reader: Reader, { conversationId, readThrough }: ConversationRecord): number {
  const row = reader.first(
    `select count(*) as mentions from items i left join threads t on t.thread_id = i.thread_id
       where i.conversation_id = ? and i.mentions_me = 1 and i.mine = 0
         and i.sort_at > case when i.thread_id is null then ? else coalesce(t.read_through, 0) end`,
    [conversationId, readThrough],
  );
  return row === undefined ? 0 : numberOf(row, 'mentions');
}

function readLastMessage(
  view: View,
  { conversationId }: ConversationRecord,
): ConversationSummary['lastMessage'] {
  const row = view.reader.first(
    `select ${messageColumns} from items where conversation_id = ? and kind = 'message' and thread_id is null
       order by sort_at desc, counter desc, item_id desc limit 1`,
    [conversationId],
  );
  if (row === undefined) return null;
  return {
    ...previewOfRow(view, row),
    mine: numberOf(row, 'mine') === 1,
    sender: view.names(textOf(row, 'sender_id') as AccountId),
    at: shownTime(row),
    state: textOf(row, 'state') as MessageState,
  };
}
