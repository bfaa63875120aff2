import type { Changes, Reader } from '../store/changes.ts';
import { bytesOf, numberOf } from '../store/columns.ts';

/** A key package of this device: by it others bring it into groups (REQ-G6). */
export type OwnKeyPackage = {
  readonly id: number;
  readonly suite: number;
  readonly keyPackage: Uint8Array;
  readonly lastResort: boolean;
  /** Unix seconds. */
  readonly expiresAt: number;
};

export type NewKeyPackage = OwnKeyPackage & {
  readonly reference: Uint8Array;
  readonly privateKeys: Uint8Array;
};

/** How long one of last resort opens Welcomes after another took its place. */
const replacedLifeMs = 30 * 24 * 60 * 60 * 1000;

export function insertKeyPackage(changes: Changes, made: NewKeyPackage, now: number): void {
  changes.run(
    `insert into key_packages (key_package_id, suite, reference, key_package, private_keys, last_resort,
       expires_at, created_at) values (?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      made.id,
      made.suite,
      made.reference,
      made.keyPackage,
      made.privateKeys,
      made.lastResort ? 1 : 0,
      made.expiresAt,
      now,
    ],
  );
  if (!made.lastResort) return;
  changes.run(
    `update key_packages set replaced_at = ? where suite = ? and last_resort = 1 and key_package_id <> ?
       and replaced_at is null`,
    [now, made.suite, made.id],
  );
}

/** What the server has not confirmed yet, in the order of their ids. */
export function readOffered(reader: Reader): OwnKeyPackage[] {
  return reader
    .all(
      `select key_package_id, suite, key_package, last_resort, expires_at from key_packages
         where offered = 0 and replaced_at is null order by key_package_id`,
    )
    .map((row) => ({
      id: numberOf(row, 'key_package_id'),
      suite: numberOf(row, 'suite'),
      keyPackage: bytesOf(row, 'key_package'),
      lastResort: numberOf(row, 'last_resort') === 1,
      expiresAt: numberOf(row, 'expires_at'),
    }));
}

export function confirmOffered(changes: Changes, ids: readonly number[]): void {
  for (const id of ids) changes.run('update key_packages set offered = 1 where key_package_id = ?', [id]);
}

/** Everything a Welcome may be for, secrets included. */
export function readHeldKeyPackages(
  reader: Reader,
): { readonly keyPackage: Uint8Array; readonly privateKeys: Uint8Array }[] {
  return reader
    .all('select key_package, private_keys from key_packages order by key_package_id desc')
    .map((row) => ({ keyPackage: bytesOf(row, 'key_package'), privateKeys: bytesOf(row, 'private_keys') }));
}

/**
 * A key package was used: its secrets are destroyed, so that the same Welcome opens no second time. One of
 * last resort stays for those who were given it too, and is replaced soon.
 *
 * @returns whether it was one of last resort.
 */
export function spendKeyPackage(changes: Changes, reference: Uint8Array): boolean {
  const row = changes.first('select last_resort from key_packages where reference = ?', [reference]);
  const lastResort = row !== undefined && numberOf(row, 'last_resort') === 1;
  if (!lastResort) changes.run('delete from key_packages where reference = ?', [reference]);
  return lastResort;
}

/** Forgets what nobody may use any more. */
export function expireKeyPackages(changes: Changes, now: number): void {
  changes.run('delete from key_packages where expires_at < ?', [now / 1000]);
  changes.run('delete from key_packages where replaced_at < ?', [now - replacedLifeMs]);
  changes.run('delete from used_welcomes where used_at < ?', [now - 4 * replacedLifeMs]);
}

/** When the one of last resort of a suite that is in use was made; 0 when there is none. */
export function lastResortAt(reader: Reader, suite: number): number {
  const row = reader.first(
    `select coalesce(max(created_at), 0) as at from key_packages where suite = ? and last_resort = 1
       and replaced_at is null`,
    [suite],
  );
  return row === undefined ? 0 : numberOf(row, 'at');
}
