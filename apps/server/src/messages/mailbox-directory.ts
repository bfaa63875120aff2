import type { AccountId, DeviceId } from '@sotto/protocol';
import type pg from 'pg';
import type { ServerEvents } from '../server-events.ts';

/** What delivery knows of an account: its device list's version and where its devices' mailboxes are. */
export type AccountMailboxes = { readonly version: number; readonly devices: ReadonlyMap<DeviceId, number> };

/**
 * Mailboxes by account, remembered. A look-up is free; that the answer still holds is checked again inside
 * the statement that stores a message, so an old one costs a second try and never a lost message.
 */
export type MailboxDirectory = {
  /** Undefined for an account that has no registered device. */
  find(accountId: AccountId): AccountMailboxes | undefined | Promise<AccountMailboxes | undefined>;
  forget(accountId: AccountId): void;
};

const accountsMax = 200_000;

export function createMailboxDirectory(pool: pg.Pool, events: ServerEvents): MailboxDirectory {
  const known = new Map<AccountId, AccountMailboxes>();
  const loading = new Map<AccountId, Promise<AccountMailboxes | undefined>>();
  const forget = (accountId: AccountId) => {
    known.delete(accountId);
    loading.delete(accountId);
  };
  events.on('devices-changed', ({ accountId }) => forget(accountId));
  const load = (accountId: AccountId) => {
    const pending = loading.get(accountId) ?? read(pool, accountId);
    loading.set(accountId, pending);
    return pending
      .then((found) => {
        if (loading.get(accountId) !== pending) return found;
        if (found !== undefined) known.set(accountId, found);
        if (known.size > accountsMax) known.delete(known.keys().next().value as AccountId);
        return found;
      })
      .finally(() => {
        if (loading.get(accountId) === pending) loading.delete(accountId);
      });
  };
  return { find: (accountId) => known.get(accountId) ?? load(accountId), forget };
}

async function read(pool: pg.Pool, accountId: AccountId): Promise<AccountMailboxes | undefined> {
  const { rows } = await pool.query<{ version: number; device_id: DeviceId | null; device_pk: number }>({
    name: 'look-up-mailboxes',
    text: 'select version, device_id, device_pk from look_up_mailboxes($1)',
    values: [accountId],
  });
  const version = rows[0]?.version;
  if (version === undefined) return undefined;
  const devices = new Map<DeviceId, number>();
  for (const row of rows) if (row.device_id !== null) devices.set(row.device_id, row.device_pk);
  return { version, devices };
}
