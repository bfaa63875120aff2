import type { AccountId, DeviceId } from '@sotto/protocol';
import type pg from 'pg';
import { uuidArray } from '../db/binary-arrays.ts';
import type { ServerEvents } from '../server-events.ts';
import { createBatcher } from './batcher.ts';

/** What delivery knows of an account: its device list's version and where its devices' mailboxes are. */
export type AccountMailboxes = {
  readonly accountId: AccountId;
  readonly version: number;
  readonly devices: ReadonlyMap<DeviceId, number>;
};

/**
 * Mailboxes by account, remembered. A look-up is free; that the answer still holds is checked again by the
 * statement that stores a message, so an old one costs a second try and never a lost message.
 */
export type MailboxDirectory = {
  /** What is remembered of an account. */
  peek(accountId: AccountId): AccountMailboxes | undefined;
  /** Undefined for an account that has no registered device. Many at once share a statement. */
  find(accountId: AccountId): Promise<AccountMailboxes | undefined>;
  forget(accountId: AccountId): void;
};

const accountsMax = 200_000;
const limits = { batchItemsMax: 500, waitingItemsMax: 100_000, batchWeightMax: 500, weightOf: () => 1 };

export function createMailboxDirectory(pool: pg.Pool, events: ServerEvents): MailboxDirectory {
  const known = new Map<AccountId, AccountMailboxes>();
  /** Counts what was forgotten, so that an answer read before is not remembered after. */
  let changes = 0;
  const forget = (accountId: AccountId) => {
    changes++;
    known.delete(accountId);
  };
  events.on('devices-changed', ({ accountId }) => forget(accountId));
  const reading = createBatcher(async (accounts: readonly AccountId[]) => {
    const before = changes;
    const found = await readMailboxes(pool, accounts);
    if (before === changes) {
      for (const account of found.values()) known.set(account.accountId, account);
      for (const oldest of known.keys()) {
        if (known.size <= accountsMax) break;
        known.delete(oldest);
      }
    }
    return accounts.map((accountId) => found.get(accountId));
  }, limits);
  return {
    peek: (accountId) => known.get(accountId),
    find: async (accountId) => known.get(accountId) ?? reading.submit(accountId),
    forget,
  };
}

type Row = { account_id: AccountId; version: number; device_id: DeviceId | null; device_pk: number };

async function readMailboxes(
  pool: pg.Pool,
  accounts: readonly AccountId[],
): Promise<Map<AccountId, AccountMailboxes>> {
  const { rows } = await pool.query<Row>({
    name: 'look-up-mailboxes',
    text: 'select account_id, version, device_id, device_pk from look_up_mailboxes($1)',
    values: [uuidArray([...new Set(accounts)])],
  });
  const found = new Map<
    AccountId,
    { accountId: AccountId; version: number; devices: Map<DeviceId, number> }
  >();
  for (const { account_id: accountId, version, device_id: deviceId, device_pk: devicePk } of rows) {
    const account = found.get(accountId) ?? { accountId, version, devices: new Map<DeviceId, number>() };
    found.set(accountId, account);
    if (deviceId !== null) account.devices.set(deviceId, devicePk);
  }
  return found;
}
