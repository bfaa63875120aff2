import type { Person } from '@sotto/client';
import { Avatar, safeName } from '@sotto/react';
import { newConversationText as text } from './text.ts';

const shownMax = 12;

/** Who is in it from the beginning. */
export function ChosenPeople({ people }: { people: readonly Person[] }) {
  const hidden = people.length - shownMax;
  return (
    <section className="grid gap-2">
      <h3 className="text-sm font-semibold">{text.with(people.length)}</h3>
      <ul className="flex flex-wrap items-center gap-1.5">
        {people.slice(0, shownMax).map((person) => (
          <li
            key={person.accountId}
            className="flex h-8 max-w-52 items-center gap-1.5 rounded-full bg-hover ps-0.5 pe-3 text-sm"
          >
            <Avatar person={person} size="tiny" />
            <bdi className="truncate">{safeName(person.displayName)}</bdi>
          </li>
        ))}
        {hidden > 0 && <li className="px-1 text-sm text-muted">{text.more(hidden)}</li>}
      </ul>
      <p className="text-sm text-muted">{text.owner}</p>
    </section>
  );
}
