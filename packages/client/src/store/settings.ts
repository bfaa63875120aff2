import type { SqlValue } from '../platform/sql-store.ts';
import type { Changes, Reader } from './changes.ts';

/** Single values of a device, by name. */
export type SettingName =
  | 'cursor'
  | 'incarnation'
  | 'preferences'
  | 'next-prekey-id'
  | 'next-key-package-id'
  | 'prekeys-checked-at'
  | 'people-fetched-at'
  | 'file-limits'
  | 'group-limits'
  | 'running';

export function readSetting(reader: Reader, name: SettingName): SqlValue {
  return reader.first('select value from settings where name = ?', [name])?.['value'] ?? null;
}

export function writeSetting(changes: Changes, name: SettingName, value: SqlValue): void {
  if (value === null) changes.run('delete from settings where name = ?', [name]);
  else changes.run('insert or replace into settings (name, value) values (?, ?)', [name, value]);
}

export function readNumberSetting(reader: Reader, name: SettingName): number {
  const value = readSetting(reader, name);
  return typeof value === 'number' ? value : 0;
}
