import type { AccountId } from '@sotto/protocol';
import { type Account, Role } from '@sotto/protocol/http';
import type { SqlRow } from '../platform/sql-store.ts';
import type { Changes, Reader } from '../store/changes.ts';
import { numberOf, optionalBytes, textOf } from '../store/columns.ts';

/** Somebody of the organisation, and what this device knows about their keys. */
export type PersonRecord = {
  readonly accountId: AccountId;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  /** The pinned identity key: the first one seen, or the one that was accepted since (REQ-I2). */
  readonly identityKey: Uint8Array | null;
  /** The identity key that was compared (REQ-I5). */
  readonly verifiedKey: Uint8Array | null;
  /** The key changed after it was verified: sending waits (REQ-I3). */
  readonly awaitingDecision: boolean;
  readonly listVersion: number;
  readonly listHash: Uint8Array | null;
  readonly listExpiresAt: number;
  readonly listFetchedAt: number;
  readonly listStale: boolean;
};

export function readPerson(reader: Reader, accountId: AccountId): PersonRecord | null {
  const row = reader.first('select * from people where account_id = ?', [accountId]);
  return row === undefined ? null : personOf(row);
}

export function readPeople(reader: Reader): PersonRecord[] {
  return reader.all('select * from people order by display_name collate nocase, account_id').map(personOf);
}

/** Takes in what the server says of a person; nothing about keys is believed from here. */
export function savePerson(changes: Changes, account: Account): void {
  const changed = changes.run(
    `insert into people (account_id, username, display_name, role, suspended) values (?, ?, ?, ?, ?)
     on conflict (account_id) do update set username = excluded.username,
       display_name = excluded.display_name, role = excluded.role, suspended = excluded.suspended
     where username <> excluded.username or display_name <> excluded.display_name
       or role <> excluded.role or suspended <> excluded.suspended`,
    [
      account.user_id,
      account.username,
      account.display_name,
      account.role,
      account.status === 'suspended' ? 1 : 0,
    ],
  );
  if (changed > 0) changes.touchPeople();
}

export function pinIdentity(changes: Changes, accountId: AccountId, identityKey: Uint8Array): void {
  changes.run('update people set identity_key = ? where account_id = ?', [identityKey, accountId]);
  changes.touchPeople();
}

/** What was true of the key before is forgotten with it; a verified person waits for a decision. */
export function replaceIdentity(changes: Changes, accountId: AccountId, identityKey: Uint8Array): void {
  changes.run(
    `update people set identity_key = ?, awaiting_decision = max(awaiting_decision, verified_key is not null),
       list_version = 0, list_hash = null, list_stale = 1 where account_id = ?`,
    [identityKey, accountId],
  );
  changes.touchPeople();
}

export function setVerifiedKey(changes: Changes, accountId: AccountId, key: Uint8Array | null): void {
  changes.run('update people set verified_key = ?, awaiting_decision = 0 where account_id = ?', [
    key,
    accountId,
  ]);
  changes.touchPeople();
}

export function markListStale(changes: Changes, accountId: AccountId): void {
  changes.run('update people set list_stale = 1 where account_id = ?', [accountId]);
}

export function personOf(row: SqlRow): PersonRecord {
  return {
    accountId: textOf(row, 'account_id') as AccountId,
    username: textOf(row, 'username'),
    displayName: textOf(row, 'display_name'),
    role: Role.catch('member').parse(row['role']),
    identityKey: optionalBytes(row, 'identity_key'),
    verifiedKey: optionalBytes(row, 'verified_key'),
    awaitingDecision: numberOf(row, 'awaiting_decision') === 1,
    listVersion: numberOf(row, 'list_version'),
    listHash: optionalBytes(row, 'list_hash'),
    listExpiresAt: numberOf(row, 'list_expires_at'),
    listFetchedAt: numberOf(row, 'list_fetched_at'),
    listStale: numberOf(row, 'list_stale') === 1,
  };
}
