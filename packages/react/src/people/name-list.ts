import type { NamedPerson } from '@sotto/client';
import { safeName } from '../text/safe-name.ts';
import { peopleText } from './text.ts';

const shownMax = 3;

/** The first of somebody's names, for where there is little room. */
export function shortName(person: NamedPerson): string {
  const name = safeName(person.name);
  return name.split(' ', 1)[0] ?? name;
}

/** “you, Clara and 4 others”: oneself first, and no longer than a line. */
export function nameList(
  people: readonly NamedPerson[],
  { max = shownMax, nameOf = fullName }: { max?: number; nameOf?: (person: NamedPerson) => string } = {},
): string {
  const sorted = [...people].sort((a, b) => Number(b.self) - Number(a.self));
  const shown = sorted.length > max ? sorted.slice(0, max - 1) : sorted;
  const names = shown.map((person) => (person.self ? peopleText.you : nameOf(person)));
  const others = sorted.length - shown.length;
  return peopleText.list(others > 0 ? [...names, peopleText.others(others)] : names);
}

function fullName(person: NamedPerson): string {
  return safeName(person.name);
}
