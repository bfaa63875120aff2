/** What a column can hold. Whole numbers stay within 2^53; text holds no U+0000. */
export type SqlValue = null | number | string | Uint8Array;

export type SqlRow = Readonly<Record<string, SqlValue>>;

/**
 * The sealed database of one device: SQLite, synchronous, so that a ratchet step and its record can
 * never be torn apart by an `await`.
 *
 * Durability is strict: when the outermost `transaction` returns, everything in it survives the loss of
 * power (REQ-S7). When it throws, nothing of it happened.
 */
export type SqlStore = {
  /** False in a private window: everything is gone when it closes. */
  readonly persistent: boolean;
  /** Rows of a query; each value as SQLite holds it. Byte arrays belong to the caller. */
  all(sql: string, parameters?: readonly SqlValue[]): SqlRow[];
  /** Runs one statement and says how many rows it changed. */
  run(sql: string, parameters?: readonly SqlValue[]): number;
  /** Runs `work` whole or not at all. A transaction inside another is part of the outer one. */
  transaction<Result>(work: () => Result): Result;
  close(): void;
};

/** Where a device keeps its database. */
export type StoreOpener = {
  /** Opens it, or makes it. Throws when it is damaged or sealed under another key. */
  open(): Promise<SqlStore>;
  /** Removes the closed database and the key it was sealed with, for good. */
  destroy(): Promise<void>;
};
