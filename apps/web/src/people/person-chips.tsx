import type { Person } from '@sotto/client';
import { Avatar, safeName } from '@sotto/react';
import { X } from 'lucide-react';
import { type KeyboardEvent, type Ref, useImperativeHandle, useRef } from 'react';
import { pickerText } from './text.ts';

/** More would fill the box; the rest is a number. */
const shownMax = 24;

export type PersonChipsHandle = { focusLast(): void };

type PersonChipsProps = {
  readonly people: readonly Person[];
  readonly onRemove: (person: Person) => void;
  /** The keys lead out of the chips again. */
  readonly onLeave: () => void;
  readonly ref?: Ref<PersonChipsHandle>;
};

/** The people chosen so far: arrows move between them, Delete or a click takes one away. */
export function PersonChips({ people, onRemove, onLeave, ref }: PersonChipsProps) {
  const frame = useRef<HTMLSpanElement>(null);
  const chips = () => [...(frame.current?.querySelectorAll('button') ?? [])];
  useImperativeHandle(ref, () => ({ focusLast: () => chips().at(-1)?.focus() }));
  const hidden = Math.max(0, people.length - shownMax);

  const onKeyDown = (event: KeyboardEvent, person: Person) => {
    const all = chips();
    const at = all.indexOf(event.currentTarget as HTMLButtonElement);
    const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    switch (event.key) {
      case 'ArrowLeft':
      case 'ArrowRight': {
        const next = all[at + (event.key === forward ? 1 : -1)];
        if (next !== undefined) next.focus();
        else if (event.key === forward) onLeave();
        break;
      }
      case 'Delete':
      case 'Backspace':
        (all[at - 1] ?? all[at + 1])?.focus();
        if (all.length === 1) onLeave();
        onRemove(person);
        break;
      default:
        return;
    }
    event.preventDefault();
  };

  return (
    <span ref={frame} className="contents">
      {hidden > 0 && <span className="px-1 text-sm text-muted">{pickerText.more(hidden)}</span>}
      {people.slice(hidden).map((person) => {
        const name = safeName(person.displayName);
        return (
          <button
            key={person.accountId}
            type="button"
            tabIndex={-1}
            title={pickerText.remove(name)}
            className="group flex h-8 max-w-52 items-center gap-1.5 rounded-full bg-selected ps-0.5 pe-2 text-sm font-medium focus-visible:-outline-offset-1"
            onClick={() => {
              onRemove(person);
              onLeave();
            }}
            onKeyDown={(event) => onKeyDown(event, person)}
          >
            <span className="sotto-visually-hidden">{pickerText.removeWord}</span>
            <Avatar person={person} size="tiny" />
            <bdi className="truncate">{name}</bdi>
            <X className="size-3.5 flex-none text-muted group-hover:text-ink" aria-hidden="true" />
          </button>
        );
      })}
    </span>
  );
}
