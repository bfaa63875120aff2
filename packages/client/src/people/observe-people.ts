import type { Person } from '../api/person.ts';
import type { Query } from '../api/query.ts';
import type { DeviceContext } from '../device-context.ts';
import { keepIdentity } from '../queries/same-shape.ts';
import { valueQuery } from '../queries/value-query.ts';
import { readPeople } from './person-table.ts';
import { presentPerson } from './present-person.ts';

/** Everybody else of the organisation, by name. */
export function observePeople({ database, self }: DeviceContext): Query<readonly Person[]> {
  const read = () =>
    readPeople(database)
      .filter((person) => person.accountId !== self.accountId)
      .map(presentPerson);
  const query = valueQuery<readonly Person[]>(read());
  database.onCommit((touched) => {
    if (touched.people) query.set(keepIdentity(query.current, read()));
  });
  return query;
}
