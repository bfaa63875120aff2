import type { Changes } from './changes.ts';
import { textOf } from './columns.ts';

/** Empties every table. Ids that prekeys and key packages once had stay taken. */
export function clearDatabase(changes: Changes): void {
  for (const row of changes.all(
    `select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' and name <> 'settings'`,
  )) {
    changes.run(`delete from ${textOf(row, 'name')}`);
  }
  changes.run(`delete from settings where name not in ('next-prekey-id', 'next-key-package-id')`);
}
