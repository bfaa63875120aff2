import type { Person } from '@sotto/client';

/** Letters without their accents, in small: what people type. */
export function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

const byName = new Intl.Collator();

/** Whether the name or username of somebody has words that begin like every word that was typed. */
export function matchesPerson(typed: string): (person: Person) => boolean {
  const wanted = folded(typed).replaceAll('@', '').split(/\s+/).filter(Boolean);
  return (person) => {
    const words = folded(`${person.displayName} ${person.username}`).split(/[\s._-]+/);
    const whole = folded(person.username);
    return wanted.every((start) => whole.startsWith(start) || words.some((word) => word.startsWith(start)));
  };
}

/** The people who match, by name. */
export function matchingPeople(people: readonly Person[], typed: string): readonly Person[] {
  const found = typed.trim() === '' ? [...people] : people.filter(matchesPerson(typed));
  return found.sort((a, b) => byName.compare(a.displayName, b.displayName));
}
