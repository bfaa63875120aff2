import type { ConversationId } from '@sotto/protocol';
import type { Draft, DraftPlace } from '../api/rich-message.ts';
import { ClientError } from '../client-error.ts';
import type { DeviceContext } from '../device-context.ts';
import { storableText } from '../messages/item-table.ts';
import type { Changes } from '../store/changes.ts';
import { optionalText } from '../store/columns.ts';
import { readConversation, saveDraft } from './conversation-table.ts';

const nothing: Draft = { text: '', replyTo: null };

/** What was begun and not sent; empty when there is nothing. */
export function readDraft({ database }: Pick<DeviceContext, 'database'>, place: DraftPlace): Draft {
  const key = placeKey(place);
  const row =
    key === null
      ? database.first(
          'select draft as text, draft_reply_to as reply_to from conversations where conversation_id = ?',
          [place.conversationId],
        )
      : database.first('select text, reply_to from drafts where place = ?', [key]);
  if (row === undefined) return nothing;
  return { text: optionalText(row, 'text') ?? '', replyTo: optionalText(row, 'reply_to') };
}

/** Kept at every keystroke; an empty one is removed. */
export function keepDraft(
  { database }: Pick<DeviceContext, 'database'>,
  place: DraftPlace,
  draft: Draft,
): void {
  database.commit((changes) => {
    if (readConversation(changes, place.conversationId) === null)
      throw new ClientError('unknown-conversation');
    writeDraft(changes, place, draft);
  });
}

/** What was begun there was sent. */
export function clearDraft(changes: Changes, place: DraftPlace): void {
  writeDraft(changes, place, nothing);
}

/** The text alone, of the conversation itself. */
export function getDraft(context: Pick<DeviceContext, 'database'>, conversationId: ConversationId): string {
  return readDraft(context, { conversationId }).text;
}

function writeDraft(changes: Changes, place: DraftPlace, { text, replyTo }: Draft): void {
  const key = placeKey(place);
  if (key === null) {
    saveDraft(changes, place.conversationId, text);
    changes.run('update conversations set draft_reply_to = ? where conversation_id = ?', [
      text === '' && replyTo === null ? null : replyTo,
      place.conversationId,
    ]);
  } else if (text === '' && replyTo === null) {
    changes.run('delete from drafts where place = ?', [key]);
  } else {
    changes.run(
      'insert or replace into drafts (place, conversation_id, text, reply_to) values (?, ?, ?, ?)',
      [key, place.conversationId, storableText(text), replyTo],
    );
  }
}

/** `null`: the conversation's own, which its row holds. */
function placeKey({ threadId, editOf }: DraftPlace): string | null {
  if (editOf !== null && editOf !== undefined) return `edit:${editOf}`;
  return threadId === null || threadId === undefined ? null : `thread:${threadId}`;
}
