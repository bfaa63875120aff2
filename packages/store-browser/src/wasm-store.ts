import type { Database, PreparedStatement, SqlValue as WasmValue } from '@evolu/sqlite-wasm';
import type { SqlRow, SqlStore, SqlValue } from '@sotto/client/platform';

const statementsKept = 256;

/** The client's store over a database of the WebAssembly engine. */
export function wasmStore(database: Database, persistent: boolean): SqlStore {
  const statements = new Map<string, PreparedStatement>();
  let depth = 0;

  function prepared(sql: string): PreparedStatement {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = database.prepare(sql);
    if (statements.size >= statementsKept) {
      for (const old of statements.values()) old.finalize();
      statements.clear();
    }
    statements.set(sql, statement);
    return statement;
  }

  function step(sql: string, parameters: readonly SqlValue[]): SqlRow[] {
    const statement = prepared(sql);
    const rows: SqlRow[] = [];
    try {
      if (parameters.length > 0) statement.bind([...parameters] as WasmValue[]);
      while (statement.step()) rows.push(statement.get({}) as SqlRow);
    } finally {
      statement.reset(true);
    }
    return rows;
  }

  return {
    persistent,
    all: (sql, parameters = []) => step(sql, parameters),
    run(sql, parameters = []) {
      const before = Number(database.changes(true));
      step(sql, parameters);
      return Number(database.changes(true)) - before;
    },
    transaction(work) {
      if (depth > 0) return work();
      step('begin immediate', []);
      depth += 1;
      try {
        const result = work();
        step('commit', []);
        return result;
      } catch (error) {
        try {
          step('rollback', []);
        } catch {
          // The engine rolled back by itself.
        }
        throw error;
      } finally {
        depth -= 1;
      }
    },
    close() {
      for (const statement of statements.values()) statement.finalize();
      statements.clear();
      database.close();
    },
  };
}
