import type { Person } from '@sotto/client';
import { safeName } from '@sotto/react';
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Picker, type PickerItem } from '../ui/picker.tsx';
import { ChoiceMark } from './choice-mark.tsx';
import { matchingPeople } from './matches.ts';
import { PersonChips, type PersonChipsHandle } from './person-chips.tsx';
import { PersonRow } from './person-row.tsx';
import { pickerText } from './text.ts';

const shownMax = 100;
/** Fewer are chosen one by one as quickly. */
const everybodyMin = 3;

type PeoplePickerProps = {
  readonly label: string;
  /** There is nobody to choose. */
  readonly nobody?: string;
  readonly people: readonly Person[];
  readonly chosen: readonly Person[];
  readonly onChoose: (chosen: readonly Person[]) => void;
  /** Enter, with somebody chosen and nothing typed. */
  readonly onDone: () => void;
  /** Stand below the people. */
  readonly others?: (typed: string) => readonly PickerItem[];
  /** The buttons that go on. */
  readonly children: ReactNode;
};

/** People as chips: type, Enter adds, Backspace takes the last one away, Enter again goes on. */
export function PeoplePicker(props: PeoplePickerProps) {
  const { label, nobody = pickerText.nobody, people, chosen, onChoose, onDone, others, children } = props;
  const [typed, setTyped] = useState('');
  const [said, setSaid] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const chips = useRef<PersonChipsHandle>(null);
  // An arrow after the last choice means that another one is wanted, not that one goes on.
  const looking = useRef(false);
  const found = useMemo(() => matchingPeople(people, typed), [people, typed]);
  const isChosen = useMemo(() => new Set(chosen.map((person) => person.accountId)), [chosen]);

  const choose = (next: readonly Person[], what: string) => {
    looking.current = false;
    onChoose(next);
    setSaid(`${what} ${pickerText.count(next.length)}`);
  };
  const remove = (person: Person) =>
    choose(
      chosen.filter((one) => one.accountId !== person.accountId),
      pickerText.removed(safeName(person.displayName)),
    );
  const toggle = (person: Person) => {
    setTyped('');
    if (isChosen.has(person.accountId)) remove(person);
    else choose([...chosen, person], pickerText.added(safeName(person.displayName)));
  };

  const onKey = (event: KeyboardEvent<HTMLInputElement>): boolean => {
    const { key, currentTarget } = event;
    const last = chosen.at(-1);
    if (key === 'ArrowDown' || key === 'ArrowUp') looking.current = true;
    if (last === undefined || currentTarget.selectionEnd !== 0) return false;
    if (key === 'Backspace') remove(last);
    else if (key === 'ArrowLeft') chips.current?.focusLast();
    else if (key === 'Enter' && typed === '' && !looking.current) onDone();
    else return false;
    return true;
  };

  const items = found.slice(0, shownMax).map((person): PickerItem => {
    const on = isChosen.has(person.accountId);
    return {
      id: person.accountId,
      chosen: on,
      onPick: () => toggle(person),
      content: (
        <>
          <PersonRow person={person} />
          <ChoiceMark on={on} />
        </>
      ),
    };
  });
  const hidden = found.length - shownMax;

  return (
    <>
      <Picker
        label={label}
        placeholder={chosen.length === 0 ? pickerText.placeholder : ''}
        typed={typed}
        onType={(next) => {
          looking.current = false;
          setTyped(next);
        }}
        items={[...items, ...(others?.(typed) ?? [])]}
        nothing={people.length === 0 ? nobody : pickerText.nothing}
        before={
          <PersonChips ref={chips} people={chosen} onRemove={remove} onLeave={() => input.current?.focus()} />
        }
        after={
          hidden > 0 && (
            <p className="px-3 py-4 text-center text-sm text-muted">{pickerText.hidden(hidden)}</p>
          )
        }
        onKey={onKey}
        inputRef={input}
      />
      <footer className="flex flex-none flex-wrap items-center justify-end gap-2 border-t border-line px-4 py-3 max-md:pb-[max(0.75rem,env(safe-area-inset-bottom))]">
        {people.length >= everybodyMin && chosen.length < people.length && (
          <Button
            className="me-auto"
            look="text"
            size="small"
            onClick={() => choose(people, pickerText.everybodyAdded)}
          >
            {pickerText.everybody(people.length)}
          </Button>
        )}
        {children}
      </footer>
      <div role="status" className="sotto-visually-hidden">
        {said}
      </div>
    </>
  );
}
