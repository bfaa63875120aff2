/// <reference path="./sqlite-module.d.ts" />
import type { SqlRow, SqlStore, SqlValue } from '@sotto/client/platform';
import Sqlite, { type Statement } from 'better-sqlite3-multiple-ciphers';
import { sealDatabase } from './seal-database.ts';

const statementsKept = 256;

/**
 * A database file sealed under `key` (32 bytes), or one in memory (`:memory:`, unsealed: there is no
 * disk to read it from). WAL with full synchronisation: a transaction that returned is on the disk.
 *
 * @throws Error when the file is damaged or sealed under another key.
 */
export function openSqliteStore(file: string, key: Uint8Array): SqlStore {
  const database = new Sqlite(file);
  try {
    if (file !== ':memory:') sealDatabase(database, key);
    database.pragma('foreign_keys = on');
    database.pragma('secure_delete = on');
  } catch (error) {
    database.close();
    throw error;
  }
  return storeOver(database, file !== ':memory:');
}

function storeOver(database: Sqlite, persistent: boolean): SqlStore {
  const statements = new Map<string, Statement>();
  let depth = 0;

  function prepared(sql: string): Statement {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = database.prepare(sql);
    if (statements.size >= statementsKept) statements.clear();
    statements.set(sql, statement);
    return statement;
  }

  return {
    persistent,
    all: (sql, parameters = []) => (prepared(sql).all(...parameters) as SqlRow[]).map(plainBytes),
    run(sql, parameters = []) {
      const statement = prepared(sql);
      if (statement.reader) {
        statement.all(...parameters);
        return 0;
      }
      return statement.run(...parameters).changes;
    },
    transaction(work) {
      if (depth > 0) return work();
      prepared('begin immediate').run();
      depth += 1;
      try {
        const result = work();
        prepared('commit').run();
        return result;
      } catch (error) {
        if (database.inTransaction) prepared('rollback').run();
        throw error;
      } finally {
        depth -= 1;
      }
    },
    close() {
      statements.clear();
      database.close();
    },
  };
}

/** Buffers are a Node matter: everybody else sees byte arrays that own their memory. */
function plainBytes(row: SqlRow): SqlRow {
  let copy: Record<string, SqlValue> | undefined;
  for (const column in row) {
    const value = row[column];
    if (value instanceof Uint8Array) {
      copy ??= { ...row };
      copy[column] = new Uint8Array(value);
    }
  }
  return copy ?? row;
}
