import type { NamedPerson } from '@sotto/client';
import { safeName } from '../text/safe-name.ts';
import { peopleText } from './text.ts';

const shownMax = 3;

/** “you, Clara and 4 others”: oneself first, and no longer than a line. */
export function nameList(people: readonly NamedPerson[], max = shownMax): string {
  const sorted = [...people].sort((a, b) => Number(b.self) - Number(a.self));
  const shown = sorted.length > max ? sorted.slice(0, max - 1) : sorted;
  const names = shown.map((person) => (person.self ? peopleText.you : safeName(person.name)));
  const others = sorted.length - shown.length;
  return peopleText.list(others > 0 ? [...names, peopleText.others(others)] : names);
}
