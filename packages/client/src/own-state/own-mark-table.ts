import type { ConversationId } from '@sotto/protocol';
import type { Changes, Reader } from '../store/changes.ts';
import { numberOf } from '../store/columns.ts';

/** What this person noted about messages for themselves; the latest word counts, from whichever device. */
export type OwnMark = {
  readonly target: string;
  readonly name: 'star' | 'follow' | 'reminder';
  readonly conversationId: ConversationId;
  readonly sentAt: number;
  /** Of the content that said so: decides between two of the same moment. */
  readonly messageId: string;
  readonly value: number | null;
};

/** Takes in a word about something. Says whether it is the latest. */
export function setOwnMark(changes: Changes, mark: OwnMark): boolean {
  const changed = changes.run(
    `insert into own_marks (target, name, conversation_id, sent_at, message_id, value) values (?, ?, ?, ?, ?, ?)
     on conflict (target, name) do update set conversation_id = excluded.conversation_id,
       sent_at = excluded.sent_at, message_id = excluded.message_id, value = excluded.value
     where (own_marks.sent_at, own_marks.message_id) < (excluded.sent_at, excluded.message_id)`,
    [mark.target, mark.name, mark.conversationId, mark.sentAt, mark.messageId, mark.value],
  );
  if (changed === 0) return false;
  changes.touchConversation(mark.conversationId, mark.target);
  if (mark.name === 'follow') changes.touchThreads();
  if (mark.name === 'reminder') changes.touchReminders();
  return true;
}

/** A time later than the last word about something. */
export function laterThanOwnMark(reader: Reader, target: string, name: OwnMark['name'], now: number): number {
  const row = reader.first('select sent_at from own_marks where target = ? and name = ?', [target, name]);
  return row === undefined ? now : Math.max(now, numberOf(row, 'sent_at') + 1);
}
