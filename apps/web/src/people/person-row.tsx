import type { Person } from '@sotto/client';
import { Avatar, safeName } from '@sotto/react';
import { BadgeCheck } from 'lucide-react';
import { peopleText } from './text.ts';

type PersonRowProps = {
  readonly person: Person;
  /** Stands at the end instead of the role in the organisation. */
  readonly tag?: string;
};

/** A person with name and username, inside a button or an option. */
export function PersonRow({ person, tag = peopleText.roles[person.role] }: PersonRowProps) {
  return (
    <>
      <Avatar person={person} size="medium" />
      <span className="grid min-w-0 flex-1 text-start">
        <span className="flex min-w-0 items-center gap-1 text-[0.9375rem] font-medium">
          <bdi className="truncate">{safeName(person.displayName)}</bdi>
          {person.verified && (
            <BadgeCheck className="size-4 flex-none text-accent-ink" aria-label={peopleText.verified} />
          )}
        </span>
        <span className="truncate text-[0.8125rem] text-muted">@{safeName(person.username)}</span>
      </span>
      {tag !== '' && (
        <span className="rounded-full bg-hover px-2.5 py-0.5 text-xs font-medium text-muted">{tag}</span>
      )}
    </>
  );
}
