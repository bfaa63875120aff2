import type { AccountId, ConversationId } from '@sotto/protocol';
import { decodePart, encodePart, findMentions, textPart } from '@sotto/protocol/content';
import { forgetFiles } from '../attachments/message-files.ts';
import { clearDraft } from '../conversations/drafts.ts';
import { dropUnsent } from '../messages/drop-unsent.ts';
import { storableText } from '../messages/item-table.ts';
import { markdownOf, readBodyBytes, storeBody } from '../messages/stored-body.ts';
import type { Changes } from '../store/changes.ts';
import { numberOf, optionalBytes, textOf } from '../store/columns.ts';
import { type MarkPlace, marksOf } from './mark.ts';
import { insertMark, readMarks, removeMarks } from './mark-table.ts';
import { revisionsOf } from './revisions.ts';

/**
 * Brings a message to the state that the marks about it give: deleted, or its newest version. Called when
 * the message comes and when a mark comes, whichever is later.
 *
 * @param self who is shown as mentioned.
 */
export function applyMarks(changes: Changes, place: MarkPlace, self: AccountId): void {
  const row = changes.first(
    `select sender_id, sort_at, text, body, deleted from items
     where item_id = ? and conversation_id = ? and kind = 'message'`,
    [place.target, place.conversationId],
  );
  if (row === undefined || numberOf(row, 'deleted') === 1) return;
  const sender = textOf(row, 'sender_id') as AccountId;
  const marks = readMarks(changes, place);
  if (marksOf(marks, 'delete').some((mark) => mark.author === sender)) {
    bury(changes, place);
    return;
  }
  if (!marks.some((mark) => mark.name === 'edit')) return;

  const [kept] = marksOf(marks, 'original');
  const current = optionalBytes(row, 'body') ?? encodePart(textPart(textOf(row, 'text')));
  const original = kept?.body ?? current;
  const last = revisionsOf(marks, sender, readBodyBytes(original) ?? [], readBodyBytes).at(-1);
  if (last === undefined) return;
  if (kept === undefined) {
    const at = numberOf(row, 'sort_at');
    const origin = { messageId: place.target as never, author: sender, sentAt: at, acceptedAt: at };
    insertMark(changes, place, { ...origin, name: 'original', body: original });
  }
  const part = decodePart(last.edit.body);
  if (part === undefined) return;
  const { text, body } = storeBody(part, last.items);
  changes.run('update items set text = ?, body = ?, mentions_me = ? where item_id = ?', [
    storableText(text),
    body,
    isMentioned(markdownOf(last.items), self) ? 1 : 0,
    place.target,
  ]);
  if (last.items[0]?.kind === 'event') changes.touchReminders();
  touchWithQuotes(changes, place);
}

export function isMentioned(markdown: string, self: AccountId): boolean {
  return findMentions(markdown).some(({ accountId }) => accountId === null || accountId === self);
}

/** What is left is that somebody deleted something here. */
function bury(changes: Changes, place: MarkPlace): void {
  changes.run(
    `update items set deleted = 1, text = '', body = null, reply_to = null, mentions_me = 0, forwards = 0
     where item_id = ?`,
    [place.target],
  );
  forgetContent(changes, place);
  forgetFiles(changes, place.target, true);
  removeMarks(changes, place, 'delete');
  touchWithQuotes(changes, place);
}

/**
 * Removes what a message and its edits said from everywhere else it is kept for a while: from what would be
 * sent again, from drafts, and from what was noted about it.
 */
export function forgetContent(changes: Changes, { conversationId, target }: MarkPlace): void {
  const contents = changes
    .all('select message_id from marks where target = ? and conversation_id = ? and name <> ?', [
      target,
      conversationId,
      'delete',
    ])
    .map((row) => textOf(row, 'message_id'));
  for (const messageId of [target, ...contents]) {
    changes.run(`update retry_cache set content = x'' where message_id = ?`, [messageId]);
    dropUnsent(changes, messageId);
  }
  clearDraft(changes, { conversationId, editOf: target });
  changes.run(`delete from own_marks where target = ? and name <> 'follow'`, [target]);
  changes.run('delete from reminders where message_id = ?', [target]);
  changes.touchRemains();
}

/** The message itself, whatever quotes it, and the message its thread began with look different now. */
export function touchWithQuotes(changes: Changes, { conversationId, target }: MarkPlace): void {
  changes.touchConversation(conversationId, target);
  for (const row of changes.all('select item_id from items where reply_to = ? and conversation_id = ?', [
    target,
    conversationId,
  ])) {
    changes.touchConversation(conversationId, textOf(row, 'item_id'));
  }
  touchThreadOf(changes, conversationId, target);
}

/** The line under which a thread hangs says how many replies there are. */
export function touchThreadOf(changes: Changes, conversationId: ConversationId, messageId: string): void {
  const row = changes.first('select thread_id from items where item_id = ? and thread_id is not null', [
    messageId,
  ]);
  if (row === undefined) return;
  changes.touchConversation(conversationId, textOf(row, 'thread_id'));
  changes.touchThreads();
}
