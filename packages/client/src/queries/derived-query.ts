import type { Query } from '../api/query.ts';
import { later } from '../platform/later.ts';
import type { Database, Touched } from '../store/changes.ts';
import { keepIdentity } from './same-shape.ts';
import { valueQuery } from './value-query.ts';

/** A query that is worked out from the database again whenever a commit concerned it. */
export type DerivedQuery<Value> = Query<Value> & { refresh(): void };

export function derivedQuery<Value>(
  database: Database,
  read: () => Value,
  concerns: (touched: Touched) => boolean,
): DerivedQuery<Value> {
  const query = valueQuery<Value>(read());
  const refresh = later(() => query.set(keepIdentity(query.current, read())));
  database.onCommit((touched) => {
    if (concerns(touched)) refresh();
  });
  return {
    get current() {
      return query.current;
    },
    subscribe: query.subscribe,
    refresh,
  };
}
