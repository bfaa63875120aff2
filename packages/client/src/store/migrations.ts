import type { SqlStore } from '../platform/sql-store.ts';
import { numberOf } from './columns.ts';
import { schemaVersion1 } from './schema-version-1.ts';
import { schemaVersion2 } from './schema-version-2.ts';
import { schemaVersion3 } from './schema-version-3.ts';
import { schemaVersion4 } from './schema-version-4.ts';
import { schemaVersion5 } from './schema-version-5.ts';
import { schemaVersion6 } from './schema-version-6.ts';

/** Forward only: a released version is never edited, the next one is added. */
const versions: readonly (readonly string[])[] = [
  schemaVersion1,
  schemaVersion2,
  schemaVersion3,
  schemaVersion4,
  schemaVersion5,
  schemaVersion6,
];

export type Migration = { readonly from: number; readonly to: number };

/**
 * Brings a database to this version, each step in a transaction of its own.
 *
 * @throws RangeError when a newer version of the client wrote it: guessing would lose what it added.
 */
export function migrate(store: SqlStore): Migration {
  const from = numberOf(store.all('pragma user_version')[0] ?? {}, 'user_version');
  if (from > versions.length) throw new RangeError('the database was written by a newer version');
  for (const [offset, statements] of versions.slice(from).entries()) {
    store.transaction(() => {
      for (const statement of statements) store.run(statement);
      store.run(`pragma user_version = ${from + offset + 1}`);
    });
  }
  return { from, to: versions.length };
}
