import type { Person } from '@sotto/client';
import { expect, test } from 'vitest';
import { matchingPeople } from './matches.ts';

const person = (displayName: string, username: string) => ({ displayName, username }) as unknown as Person;
const people = [
  person('Zoë Kravitz', 'zoe'),
  person('Anna Weiss', 'anna.weiss'),
  person('Ben Okafor', 'ben'),
  person('Léa Moreau', 'lea.m'),
];
const names = (typed: string) => matchingPeople(people, typed).map((one) => one.username);

test.each([
  ['', ['anna.weiss', 'ben', 'lea.m', 'zoe']],
  ['zoe', ['zoe']],
  ['LÉA', ['lea.m']],
  ['we an', ['anna.weiss']],
  ['@anna.w', ['anna.weiss']],
  ['nna', []],
])('typing %j finds %j', (typed, expected) => {
  expect(names(typed)).toEqual(expected);
});
