import type { ConversationSummary } from '@sotto/client';
import { lazy, type RefObject, Suspense } from 'react';
import { emojiAtCaret } from './emoji-at-caret.ts';
import { mentionAtCaret, type WrittenMention } from './mention-texts.ts';
import type { SuggestionListHandle } from './suggestion-list.tsx';

const MentionList = lazy(async () => ({ default: (await import('./mention-list.tsx')).MentionList }));
const EmojiList = lazy(async () => ({ default: (await import('./emoji-list.tsx')).EmojiList }));

/** What is being named where the caret stands. */
export type Named = { readonly kind: 'person' | 'emoji'; readonly from: number; readonly query: string };

/** A person after an `@`, where somebody can be meant, or an emoji after a `:`. */
export function namedAt(text: string, caret: number, people: boolean): Named | null {
  const person = people ? mentionAtCaret(text, caret) : null;
  if (person !== null) return { kind: 'person', ...person };
  const emoji = emojiAtCaret(text, caret);
  return emoji === null ? null : { kind: 'emoji', ...emoji };
}

type SuggestionsProps = {
  readonly named: Named;
  readonly conversation: ConversationSummary | undefined;
  readonly listId: string;
  readonly onMention: (mention: WrittenMention) => void;
  readonly onEmoji: (emoji: string) => void;
  readonly onActive: (optionId: string | null) => void;
  readonly handle: RefObject<SuggestionListHandle | null>;
};

/** What could be meant, above the field. Each list is fetched when the first name is typed. */
export function Suggestions({ named, conversation, onMention, onEmoji, ...list }: SuggestionsProps) {
  return (
    <Suspense>
      {named.kind === 'emoji' && <EmojiList {...list} query={named.query} onPick={onEmoji} />}
      {named.kind === 'person' && conversation !== undefined && (
        <MentionList {...list} conversation={conversation} query={named.query} onPick={onMention} />
      )}
    </Suspense>
  );
}
