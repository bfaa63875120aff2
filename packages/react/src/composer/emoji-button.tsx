import { Smile } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { composerText } from './text.ts';

const EmojiPicker = lazy(async () => ({ default: (await import('../emoji/emoji-picker.tsx')).EmojiPicker }));

/** Emoji for the text, found by name. */
export function EmojiButton({ onPick }: { readonly onPick: (emoji: string) => void }) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        ref={button}
        type="button"
        className="sotto-icon-button"
        aria-label={composerText.emoji}
        title={composerText.emoji}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Smile aria-hidden="true" />
      </button>
      {open && (
        <Suspense>
          <EmojiPicker anchor={button} onPick={onPick} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
