import type { SqlRow } from '../platform/sql-store.ts';
import { numberOf } from '../store/columns.ts';
import { pendingPlace } from './item-table.ts';

/** The server's time, or this device's while the server has not spoken. */
export function shownTime(row: SqlRow): number {
  const sortAt = numberOf(row, 'sort_at');
  return sortAt >= pendingPlace ? numberOf(row, 'written_at') : sortAt;
}
