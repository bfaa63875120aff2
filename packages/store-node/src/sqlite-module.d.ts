/** What this package uses of the library, whose own declarations its `exports` hide. */
declare module 'better-sqlite3-multiple-ciphers' {
  export class Statement {
    readonly reader: boolean;
    all(...parameters: unknown[]): unknown[];
    get(...parameters: unknown[]): unknown;
    run(...parameters: unknown[]): { changes: number };
  }

  class Database {
    constructor(file: string);
    readonly inTransaction: boolean;
    prepare(sql: string): Statement;
    pragma(source: string): unknown;
    close(): void;
  }

  export type { Database };
  // biome-ignore lint/style/noDefaultExport: the library has one
  export default Database;
}
