import type { AccountId } from '@sotto/protocol';
import type { GroupChange } from '../api/group.ts';
import type { NamedPerson } from '../api/person.ts';
import type { Names } from '../people/names.ts';

/** A change of a group as its notice keeps it: people by id, because their names may change. */
export type StoredChange = Stored<GroupChange>;

type Stored<Change> = Change extends unknown
  ? {
      readonly [Key in keyof Change]: Change[Key] extends NamedPerson
        ? AccountId
        : Change[Key] extends readonly NamedPerson[]
          ? readonly AccountId[]
          : Change[Key];
    }
  : never;

export function writeChange(change: StoredChange): string {
  return JSON.stringify(change);
}

/** @param text what `writeChange` made. */
export function readChange(text: string): StoredChange {
  return JSON.parse(text) as StoredChange;
}

/** The change as an interface shows it. */
export function presentChange(change: StoredChange, names: Names): GroupChange {
  switch (change.kind) {
    case 'added':
    case 'removed':
      return { ...change, people: change.people.map(names) };
    case 'role-changed':
      return { ...change, person: names(change.person) };
    default:
      return change;
  }
}
