import type { Person, SottoClient } from '@sotto/client';
import { RefusedError } from '../command.ts';

/** The person with this username (`@` allowed). */
export async function findPerson(client: SottoClient, username: string): Promise<Person> {
  const wanted = username.replace(/^@/, '').toLowerCase();
  const among = () => client.people.current.find((person) => person.username === wanted);
  const known = among();
  if (known !== undefined) return known;
  await client.refreshPeople();
  const person = among();
  if (person === undefined) throw new RefusedError('account-unknown', `nobody here is called ${wanted}`);
  return person;
}
