import type { SqlRow } from '../platform/sql-store.ts';

/** A column of a row, held to its type: a surprise here is a damaged database or a bug. */
export function textOf(row: SqlRow, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new TypeError(`column ${column} is not text`);
  return value;
}

export function numberOf(row: SqlRow, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw new TypeError(`column ${column} is not a number`);
  return value;
}

export function bytesOf(row: SqlRow, column: string): Uint8Array {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw new TypeError(`column ${column} is not bytes`);
  return value;
}

export function optionalText(row: SqlRow, column: string): string | null {
  return row[column] == null ? null : textOf(row, column);
}

export function optionalNumber(row: SqlRow, column: string): number | null {
  return row[column] == null ? null : numberOf(row, column);
}

export function optionalBytes(row: SqlRow, column: string): Uint8Array | null {
  return row[column] == null ? null : bytesOf(row, column);
}
