import { richLimits } from '@sotto/client';
import { IconButton } from '@sotto/react';
import { X } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import { type PollDraft, repeats, withOption, withoutOption } from './poll-draft.ts';
import { cardsText, pollText as text } from './text.ts';

type PollOptionsProps = { readonly draft: PollDraft; readonly onChange: (draft: PollDraft) => void };

/** The answers to choose from: Enter goes to the next, a pasted list becomes as many answers. */
export function PollOptions({ draft, onChange }: PollOptionsProps) {
  const list = useRef<HTMLOListElement>(null);
  const focus = (index: number) => list.current?.querySelectorAll('input')[index]?.focus();
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>, index: number) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && index < draft.options.length - 1) {
      event.preventDefault();
      focus(index + 1);
    } else if (event.key === 'Backspace' && draft.options[index] === '' && index > 0) {
      event.preventDefault();
      onChange(withoutOption(draft, index));
      focus(index - 1);
    }
  };
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 text-sm font-semibold">{text.options}</legend>
      <ol ref={list} className="grid gap-2">
        {draft.options.map((option, index) => {
          const over = option.trim().length - richLimits.pollOptionCharacters;
          const wrong = over > 0 ? cardsText.tooLong(over) : repeats(draft, index) ? text.twice : null;
          return (
            // Answers have no name but their place.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <li key={index} className="grid gap-1">
              <div className="flex items-center gap-1">
                <input
                  type="text"
                  className="field"
                  dir="auto"
                  aria-label={text.option(index + 1)}
                  aria-invalid={wrong !== null || undefined}
                  placeholder={
                    index > 1 && index === draft.options.length - 1 ? text.add : text.option(index + 1)
                  }
                  value={option}
                  onChange={(event) => onChange(withOption(draft, index, event.target.value))}
                  onPaste={(event) => {
                    const pasted = event.clipboardData.getData('text/plain');
                    if (!pasted.includes('\n')) return;
                    event.preventDefault();
                    onChange(withOption(draft, index, option + pasted));
                  }}
                  onKeyDown={(event) => onKeyDown(event, index)}
                />
                <IconButton
                  icon={X}
                  label={text.remove(index + 1)}
                  disabled={option === '' && draft.options.length <= richLimits.pollOptionsMin}
                  onClick={() => onChange(withoutOption(draft, index))}
                />
              </div>
              {wrong !== null && <p className="text-[0.8125rem] text-danger">{wrong}</p>}
            </li>
          );
        })}
      </ol>
    </fieldset>
  );
}
