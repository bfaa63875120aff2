import type { AccountId, InviteId } from '@sotto/protocol';
import type { Role } from '@sotto/protocol/http';
import type { Transaction } from '../db/database.ts';

export type InviteRow = {
  invite_id: InviteId;
  role: Role;
  uses_left: number;
  created_by: AccountId;
  created_at: Date;
  expires_at: Date;
};

const columns = 'invite_id, role, uses_left, created_by, created_at, expires_at';

export async function insertInvite(
  tx: Transaction,
  hash: Buffer,
  role: Role,
  uses: number,
  createdBy: AccountId,
  expiresAt: Date,
): Promise<InviteRow> {
  const { rows } = await tx.query<InviteRow>(
    `insert into invites (token_hash, kind, role, uses_left, created_by, expires_at) values ($1, 'invite', $2, $3, $4, $5) returning ${columns}`,
    [hash, role, uses, createdBy, expiresAt],
  );
  return rows[0] as InviteRow;
}

/** Usable invites, newest first; `after` is the id that ended the page before. */
export async function listInviteRows(
  tx: Transaction,
  after: string | undefined,
  limit: number,
): Promise<InviteRow[]> {
  const { rows } = await tx.query<InviteRow>(
    `select ${columns} from invites
      where uses_left > 0 and expires_at > now()
        and ($1::uuid is null or (created_at, invite_id) < (select created_at, invite_id from invites where invite_id = $1))
      order by created_at desc, invite_id desc limit $2`,
    [after ?? null, limit],
  );
  return rows;
}

export async function deleteInvite(tx: Transaction, inviteId: InviteId): Promise<boolean> {
  const { rowCount } = await tx.query('delete from invites where invite_id = $1', [inviteId]);
  return rowCount === 1;
}

export type InviteLookUp = {
  kind: 'set-up' | 'invite';
  role: Role;
  invited_by: string | null;
  expires_at: Date;
};

/** An invite by the hash of its secret, before anybody is signed in. */
export async function lookUpInvite(tx: Transaction, hash: Buffer): Promise<InviteLookUp | undefined> {
  const { rows } = await tx.query<InviteLookUp>(
    'select kind, role, invited_by, expires_at from look_up_invite($1)',
    [hash],
  );
  return rows[0];
}

/** Replaces the set-up link; false when the organisation is set up already. */
export async function putSetUpInvite(tx: Transaction, hash: Buffer, expiresAt: Date): Promise<boolean> {
  const { rows } = await tx.query<{ put: boolean }>('select put_set_up_invite($1, $2) as put', [
    hash,
    expiresAt,
  ]);
  return rows[0]?.put === true;
}
