import { type ReactNode, type RefObject, useEffect, useImperativeHandle, useState } from 'react';

export type SuggestionListHandle = { onKey(key: string): boolean };

/** What every list above the field is given. */
export type SuggestionListProps = {
  readonly query: string;
  readonly listId: string;
  readonly onActive: (optionId: string | null) => void;
  readonly handle: RefObject<SuggestionListHandle | null>;
};

export type Suggestion = { readonly key: string; readonly shown: ReactNode; readonly onPick: () => void };

type ListProps = Omit<SuggestionListProps, 'query'> & {
  readonly label: string;
  readonly suggestions: readonly Suggestion[];
};

/** What could be meant, above the field: arrows choose, Enter or Tab picks. */
export function SuggestionList({ label, suggestions, listId, onActive, handle }: ListProps) {
  const [chosen, setChosen] = useState(0);
  const at = Math.min(chosen, suggestions.length - 1);
  const activeId = at < 0 ? null : `${listId}-${at}`;
  useEffect(() => onActive(activeId), [activeId, onActive]);
  useEffect(() => () => onActive(null), [onActive]);

  useImperativeHandle(handle, () => ({
    onKey: (key) => {
      const picked = suggestions[at];
      if (picked === undefined) return false;
      if (key === 'Enter' || key === 'Tab') picked.onPick();
      else if (key === 'ArrowDown') setChosen((at + 1) % suggestions.length);
      else if (key === 'ArrowUp') setChosen((at - 1 + suggestions.length) % suggestions.length);
      else return false;
      return true;
    },
  }));

  if (suggestions.length === 0) return null;
  return (
    <div id={listId} role="listbox" aria-label={label} className="sotto-suggestions">
      {suggestions.map(({ key, shown, onPick }, index) => (
        <button
          key={key}
          id={`${listId}-${index}`}
          type="button"
          role="option"
          tabIndex={-1}
          aria-selected={index === at}
          onMouseDown={(event) => event.preventDefault()}
          onMouseMove={() => setChosen(index)}
          onClick={onPick}
        >
          {shown}
        </button>
      ))}
    </div>
  );
}
