import type { AccountId } from '@sotto/protocol';
import type { Role } from '@sotto/protocol/http';
import type { Transaction } from '../db/database.ts';
import type { AccountRow } from './present-account.ts';

export async function isUsernameTaken(tx: Transaction, username: string): Promise<boolean> {
  const { rows } = await tx.query<{ taken: boolean }>('select is_username_taken($1) as taken', [username]);
  return rows[0]?.taken === true;
}

export type NewAccount = {
  inviteHash: Buffer;
  accountId: AccountId;
  username: string;
  displayName: string;
  identityKey: Uint8Array;
  opaqueRecord: string;
  wrappedIdentityKey: Uint8Array;
  organisation: { name: string; profile: string } | undefined;
};

/** Uses the invite and makes the account; undefined when the invite is of no use any more. */
export async function registerAccount(tx: Transaction, account: NewAccount): Promise<Role | undefined> {
  const { rows } = await tx.query<{ role: Role | null }>(
    'select register_account($1, $2, $3, $4, $5, $6, $7, $8, $9) as role',
    [
      account.inviteHash,
      account.accountId,
      account.username,
      account.displayName,
      Buffer.from(account.identityKey),
      account.opaqueRecord,
      Buffer.from(account.wrappedIdentityKey),
      account.organisation?.name ?? null,
      account.organisation?.profile ?? null,
    ],
  );
  return rows[0]?.role ?? undefined;
}

const columns = 'account_id, username, display_name, role, status, created_at';

/** A page of the directory, by name. */
export async function listAccountRows(
  tx: Transaction,
  after: string | undefined,
  limit: number,
): Promise<AccountRow[]> {
  const { rows } = await tx.query<AccountRow>(
    `select ${columns} from accounts where username > $1 order by username limit $2`,
    [after ?? '', limit],
  );
  return rows;
}

export async function findAccountRow(tx: Transaction, accountId: AccountId): Promise<AccountRow | undefined> {
  const { rows } = await tx.query<AccountRow>(`select ${columns} from accounts where account_id = $1`, [
    accountId,
  ]);
  return rows[0];
}

export async function renameOwnAccount(
  tx: Transaction,
  accountId: AccountId,
  displayName: string,
): Promise<AccountRow | undefined> {
  const { rows } = await tx.query<AccountRow>(
    `update accounts set display_name = $2 where account_id = $1 returning ${columns}`,
    [accountId, displayName],
  );
  return rows[0];
}

export async function readOpaqueRecord(tx: Transaction, accountId: AccountId): Promise<string | undefined> {
  const { rows } = await tx.query<{ opaque_record: string }>(
    'select opaque_record from account_secrets where account_id = $1',
    [accountId],
  );
  return rows[0]?.opaque_record;
}

export async function replaceSecrets(
  tx: Transaction,
  accountId: AccountId,
  record: string,
  wrappedIdentityKey: Uint8Array,
): Promise<void> {
  await tx.query(
    'update account_secrets set opaque_record = $2, wrapped_identity_key = $3 where account_id = $1',
    [accountId, record, Buffer.from(wrappedIdentityKey)],
  );
}
