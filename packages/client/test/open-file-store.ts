import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { SqlRow, SqlStore, SqlValue, StoreOpener } from '../src/platform/sql-store.ts';

/**
 * A database in plain files, so that a test can look for what is left in them. Set up as the stores that
 * devices use, except that nothing is sealed.
 *
 * @param secureDelete off: what a careless store would do.
 */
export function openFileStore(file: string, secureDelete: boolean): StoreOpener {
  return {
    open: async () => {
      const database = new DatabaseSync(file);
      database.exec('pragma journal_mode = wal');
      database.exec('pragma synchronous = full');
      database.exec(`pragma secure_delete = ${secureDelete ? 'on' : 'off'}`);
      return storeOver(database);
    },
    destroy: async () => {},
  };
}

function storeOver(database: DatabaseSync): SqlStore {
  let depth = 0;
  const given = (parameters: readonly SqlValue[]) => parameters as readonly SQLInputValue[];
  return {
    persistent: true,
    all: (sql, parameters = []) =>
      database
        .prepare(sql)
        .all(...given(parameters))
        .map((row) => ({ ...row }) as SqlRow),
    run: (sql, parameters = []) => Number(database.prepare(sql).run(...given(parameters)).changes),
    transaction(work) {
      if (depth > 0) return work();
      database.exec('begin immediate');
      depth += 1;
      try {
        const result = work();
        database.exec('commit');
        return result;
      } catch (error) {
        if (database.isTransaction) database.exec('rollback');
        throw error;
      } finally {
        depth -= 1;
      }
    },
    close: () => database.close(),
  };
}
