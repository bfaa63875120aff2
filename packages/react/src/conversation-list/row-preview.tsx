import type { ConversationSummary } from '@sotto/client';
import { previewText } from '../message/preview-text.ts';
import { Ticks } from '../message/ticks.tsx';
import { shortName } from '../people/name-list.ts';
import { plainPreview } from '../text/plain-preview.ts';
import { safeName } from '../text/safe-name.ts';
import { typingText } from '../typing/text.ts';
import { whoTypes } from '../typing/who-types.ts';
import { conversationListText } from './text.ts';

type RowPreviewProps = { readonly conversation: ConversationSummary; readonly open: boolean };

/** The second line of a row: who types, what is unsent, how one stands, or what was said last. */
export function RowPreview({ conversation, open }: RowPreviewProps) {
  const { draft, lastMessage, kind } = conversation;
  const typing = typingLine(conversation);
  if (typing !== '') return <span className="sotto-row-typing">{typing}</span>;
  if (draft !== null && draft.trim() !== '' && !open) {
    return (
      <span className="sotto-row-text">
        <b className="sotto-row-draft">{conversationListText.draft}</b> <bdi>{plainPreview(draft)}</bdi>
      </span>
    );
  }
  const standing = standingLine(conversation);
  if (standing !== '') return <span className="sotto-row-standing">{standing}</span>;
  if (lastMessage === null) {
    const text =
      kind === 'note-to-self' ? conversationListText.notesPreview : conversationListText.nothingYet;
    return <span className="sotto-row-text">{text}</span>;
  }
  if (lastMessage.state === 'failed') {
    return <span className="sotto-row-failed">{conversationListText.notSent}</span>;
  }
  const own = lastMessage.mine && kind !== 'note-to-self';
  const sender = kind === 'group' && !lastMessage.mine ? shortName(lastMessage.sender) : null;
  return (
    <>
      {own && <Ticks state={lastMessage.state} />}
      <span className="sotto-row-text" dir={sender === null ? 'auto' : undefined}>
        {sender !== null && (
          <>
            <bdi className="sotto-row-sender">{conversationListText.from(sender)}</bdi>{' '}
          </>
        )}
        <bdi>{saidLast(lastMessage)}</bdi>
      </span>
    </>
  );
}

function typingLine(conversation: ConversationSummary): string {
  if (conversation.kind === 'group') return whoTypes(conversation.typists, shortName);
  return conversation.typing ? typingText.typing : '';
}

/** What stands in the way of writing in a group; what was said last can wait for it. */
function standingLine(conversation: ConversationSummary): string {
  if (conversation.kind !== 'group') return '';
  const { standing } = conversation;
  return standing.kind === 'invited'
    ? conversationListText.invitedBy(safeName(standing.by.name))
    : conversationListText.standings[standing.kind];
}

function saidLast({ kind, text, show }: NonNullable<ConversationSummary['lastMessage']>): string {
  if (kind === 'deleted') return conversationListText.deleted;
  if (kind === 'unknown') return conversationListText.unknownKind;
  return previewText(show === undefined ? { kind, text } : { kind, text, show });
}
