import { useMemo } from 'react';
import { findEmoji } from '../emoji/find-emoji.ts';
import { noteEmoji } from '../emoji/recent-emoji.ts';
import { useSkinTone } from '../emoji/use-skin-tone.ts';
import { withSkinTone } from '../emoji/with-skin-tone.ts';
import { SuggestionList, type SuggestionListProps } from './suggestion-list.tsx';
import { composerText } from './text.ts';

type EmojiListProps = SuggestionListProps & { readonly onPick: (emoji: string) => void };

const shownMax = 6;

/** Emoji by their names, after a `:`. */
export function EmojiList({ query, onPick, ...list }: EmojiListProps) {
  const [tone] = useSkinTone();
  const found = useMemo(() => findEmoji(query).slice(0, shownMax), [query]);
  const suggestions = found.map(({ emoji, name }) => {
    const shown = withSkinTone(emoji, tone);
    return {
      key: emoji,
      onPick: () => {
        noteEmoji(emoji);
        onPick(shown);
      },
      shown: (
        <>
          <span aria-hidden="true" className="sotto-suggested-emoji">
            {shown}
          </span>
          <bdi>{name}</bdi>
        </>
      ),
    };
  });
  return <SuggestionList {...list} label={composerText.emojiFound} suggestions={suggestions} />;
}
