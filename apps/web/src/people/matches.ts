import type { Person } from '@sotto/client';

/** Letters without their accents, in small: what people type. */
export function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** The people whose name or username has words that begin like every word that was typed. */
export function matchingPeople(people: readonly Person[], typed: string): readonly Person[] {
  const wanted = folded(typed).replaceAll('@', '').split(/\s+/).filter(Boolean);
  const sorted = [...people].sort((a, b) => a.displayName.localeCompare(b.displayName));
  if (wanted.length === 0) return sorted;
  return sorted.filter((person) => {
    const words = folded(`${person.displayName} ${person.username}`).split(/[\s._-]+/);
    const whole = folded(person.username);
    return wanted.every((start) => whole.startsWith(start) || words.some((word) => word.startsWith(start)));
  });
}
