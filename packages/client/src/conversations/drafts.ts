import type { ConversationId } from '@sotto/protocol';
import { noDraftExtras } from '../api/no-draft-extras.ts';
import type { Draft, DraftExtras, DraftPlace } from '../api/rich-message.ts';
import { ClientError } from '../client-error.ts';
import type { DeviceContext } from '../device-context.ts';
import { storableText } from '../messages/item-table.ts';
import type { Changes } from '../store/changes.ts';
import { optionalText } from '../store/columns.ts';
import { readConversation, saveDraft } from './conversation-table.ts';
import { readExtras, writeExtras } from './draft-extras.ts';

type Written = Omit<Draft, 'extras'>;

const nothing: Written = { text: '', replyTo: null };

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
  const extras = readExtras(database, extrasKey(place));
  if (row === undefined) return { ...nothing, extras };
  return { text: optionalText(row, 'text') ?? '', replyTo: optionalText(row, 'reply_to'), extras };
}

/** Kept at every keystroke; an empty one is removed. What goes along with it stays as it is. */
export function keepDraft(
  { database }: Pick<DeviceContext, 'database'>,
  place: DraftPlace,
  draft: Written,
): void {
  database.commit((changes) => {
    requireConversation(changes, place);
    writeDraft(changes, place, draft);
  });
}

/** Keeps what goes along with the draft, in place of what was. */
export function keepDraftExtras(
  { database }: Pick<DeviceContext, 'database'>,
  place: DraftPlace,
  extras: DraftExtras,
): void {
  database.commit((changes) => {
    requireConversation(changes, place);
    writeExtras(changes, extrasKey(place), place, extras);
  });
}

/** What was begun there was sent, or has nothing to belong to any more. */
export function clearDraft(changes: Changes, place: DraftPlace): void {
  writeDraft(changes, place, nothing);
  writeExtras(changes, extrasKey(place), place, noDraftExtras);
}

/** The text alone, of the conversation itself. */
export function getDraft(context: Pick<DeviceContext, 'database'>, conversationId: ConversationId): string {
  return readDraft(context, { conversationId }).text;
}

function requireConversation(changes: Changes, { conversationId }: DraftPlace): void {
  if (readConversation(changes, conversationId) === null) throw new ClientError('unknown-conversation');
}

function writeDraft(changes: Changes, place: DraftPlace, { text, replyTo }: Written): void {
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

const extrasKey = (place: DraftPlace): string => placeKey(place) ?? `conversation:${place.conversationId}`;
