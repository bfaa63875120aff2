import type { ConversationSummary } from '@sotto/client';
import { Ticks } from '../message/ticks.tsx';
import { plainPreview } from '../text/plain-preview.ts';
import { conversationListText } from './text.ts';

/** The second line of a row: who types, what is unsent, or what was said last. */
export function RowPreview({ conversation, open }: { conversation: ConversationSummary; open: boolean }) {
  const { typing, draft, lastMessage, kind } = conversation;
  if (typing) return <span className="sotto-row-typing">{conversationListText.typing}</span>;
  if (draft !== null && draft.trim() !== '' && !open) {
    return (
      <span className="sotto-row-text">
        <b className="sotto-row-draft">{conversationListText.draft}</b> <bdi>{plainPreview(draft)}</bdi>
      </span>
    );
  }
  if (lastMessage === null) {
    const text =
      kind === 'note-to-self' ? conversationListText.notesPreview : conversationListText.nothingYet;
    return <span className="sotto-row-text">{text}</span>;
  }
  if (lastMessage.state === 'failed') {
    return <span className="sotto-row-failed">{conversationListText.notSent}</span>;
  }
  const own = lastMessage.mine && kind !== 'note-to-self';
  return (
    <>
      {own && <Ticks state={lastMessage.state} />}
      <span className="sotto-row-text" dir="auto">
        {plainPreview(lastMessage.text)}
      </span>
    </>
  );
}
