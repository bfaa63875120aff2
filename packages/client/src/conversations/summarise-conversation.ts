import type { AccountId } from '@sotto/protocol';
import type { ConversationSummary, MessageState } from '../api/conversation.ts';
import type { DeviceContext } from '../device-context.ts';
import type { Liveness } from '../messages/liveness.ts';
import { shownTime } from '../messages/timeline-item.ts';
import { type Names, namesIn } from '../people/names.ts';
import { readPerson } from '../people/person-table.ts';
import { presentPerson } from '../people/present-person.ts';
import type { Reader } from '../store/changes.ts';
import { numberOf, textOf } from '../store/columns.ts';
import type { ConversationRecord } from './conversation-table.ts';

/** Enough of a message for one line of a list. */
const previewCharacters = 200;

/** Counting further says nothing more to a person. */
const unreadMax = 1000;

/** One row of the conversation list; `null` while nobody knows whose conversation it is. */
export function summariseConversation(
  { database, self }: Pick<DeviceContext, 'database' | 'self'>,
  liveness: Liveness,
  conversation: ConversationRecord,
): ConversationSummary | null {
  const { conversationId, kind, personId } = conversation;
  const record = personId === null ? null : readPerson(database, personId);
  if (record === null || personId === null) return null;
  const lastMessage = readLastMessage(database, namesIn(database, self.accountId), conversation);
  return {
    conversationId,
    kind,
    person: presentPerson(record),
    lastMessage,
    unread: countUnread(database, conversation),
    draft: conversation.draft,
    typing: liveness.isTyping(conversationId),
    presence: personId === self.accountId ? 'unknown' : liveness.presenceOf(personId),
    sortAt: Math.max(lastMessage?.at ?? 0, conversation.createdAt),
  };
}

/** Derived from what was read, so that no two places can disagree about it. */
export function countUnread(reader: Reader, { conversationId, readThrough }: ConversationRecord): number {
  const row = reader.first(
    `select count(*) as unread from (select 1 from items where conversation_id = ? and sort_at > ?
       and mine = 0 and kind <> 'notice' limit ${unreadMax})`,
    [conversationId, readThrough],
  );
  return row === undefined ? 0 : numberOf(row, 'unread');
}

function readLastMessage(
  reader: Reader,
  names: Names,
  { conversationId }: ConversationRecord,
): ConversationSummary['lastMessage'] {
  const row = reader.first(
    `select substr(text, 1, ${previewCharacters}) as preview, sender_id, mine, sort_at, written_at, state from items
       where conversation_id = ? and kind = 'message' order by sort_at desc, counter desc, item_id desc limit 1`,
    [conversationId],
  );
  if (row === undefined) return null;
  return {
    text: textOf(row, 'preview'),
    mine: numberOf(row, 'mine') === 1,
    sender: names(textOf(row, 'sender_id') as AccountId),
    at: shownTime(row),
    state: textOf(row, 'state') as MessageState,
  };
}
