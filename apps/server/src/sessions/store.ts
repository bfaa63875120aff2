import type { AccountId, DeviceId, RequestId, SessionId } from '@sotto/protocol';
import type { Role } from '@sotto/protocol/http';
import type { Transaction } from '../db/database.ts';

/** What a login finds under a name. */
export async function findLogin(
  tx: Transaction,
  username: string,
): Promise<{ account_id: AccountId; opaque_record: string } | undefined> {
  const { rows } = await tx.query('select account_id, opaque_record from look_up_login($1)', [username]);
  return rows[0];
}

/** Keeps the server's half of an OPAQUE exchange until its second step. */
export async function putExchange(
  tx: Transaction,
  accountId: AccountId | null,
  state: string,
  expiresAt: Date,
): Promise<string> {
  const { rows } = await tx.query<{ id: string }>('select put_exchange($1, $2, $3) as id', [
    accountId,
    state,
    expiresAt,
  ]);
  return (rows[0] as { id: string }).id;
}

/** Takes it out again: an exchange is finished once. */
export async function takeExchange(
  tx: Transaction,
  id: string,
): Promise<{ account_id: AccountId | null; state: string } | undefined> {
  const { rows } = await tx.query('select account_id, state from take_exchange($1)', [id]);
  return rows[0];
}

export type SignInRow = {
  username: string;
  display_name: string;
  role: Role;
  status: 'active' | 'suspended';
  created_at: Date;
  identity_key: Buffer;
  wrapped_identity_key: Buffer;
};

export async function findSignIn(tx: Transaction, accountId: AccountId): Promise<SignInRow | undefined> {
  const { rows } = await tx.query(
    'select username, display_name, role, status, created_at, identity_key, wrapped_identity_key from look_up_sign_in($1)',
    [accountId],
  );
  return rows[0];
}

/** A new session of a device; the ones it had before end. */
export async function openSession(
  tx: Transaction,
  accountId: AccountId,
  deviceId: DeviceId,
  signatureKey: Uint8Array,
  requestId: RequestId,
): Promise<{ session_id: SessionId; ended: SessionId[] }> {
  const { rows } = await tx.query('select session_id, ended from open_session($1, $2, $3, $4)', [
    accountId,
    deviceId,
    Buffer.from(signatureKey),
    requestId,
  ]);
  return rows[0];
}

export type LockedSession = {
  account_id: AccountId;
  device_id: DeviceId;
  device_signature_key: Buffer;
  generation: number;
  request_id: RequestId;
  ended: boolean;
  role: Role;
  status: 'active' | 'suspended';
  last_used_at: Date;
};

/** The session of a refresh, locked until the transaction ends: two refreshes never cross. */
export async function lockSession(tx: Transaction, sessionId: SessionId): Promise<LockedSession | undefined> {
  const { rows } = await tx.query(
    'select account_id, device_id, device_signature_key, generation, request_id, ended, role, status, last_used_at from lock_session($1)',
    [sessionId],
  );
  return rows[0];
}

export async function advanceSession(
  tx: Transaction,
  sessionId: SessionId,
  requestId: RequestId,
): Promise<void> {
  await tx.query('select advance_session($1, $2)', [sessionId, requestId]);
}

export async function endLockedSession(tx: Transaction, sessionId: SessionId): Promise<void> {
  await tx.query('select end_session($1)', [sessionId]);
}

export async function listOwnSessions(
  tx: Transaction,
): Promise<{ session_id: SessionId; device_id: DeviceId; created_at: Date; last_used_at: Date }[]> {
  const { rows } = await tx.query(
    'select session_id, device_id, created_at, last_used_at from sessions where ended_at is null order by last_used_at desc limit 200',
  );
  return rows;
}

/** Ends one of the actor's own sessions; false when there is no such one. */
export async function endOwnSession(tx: Transaction, sessionId: SessionId): Promise<boolean> {
  const { rowCount } = await tx.query(
    'update sessions set ended_at = now() where session_id = $1 and ended_at is null',
    [sessionId],
  );
  return rowCount === 1;
}

/** Ends all of the actor's sessions but one. */
export async function endOtherSessions(tx: Transaction, kept: SessionId): Promise<SessionId[]> {
  const { rows } = await tx.query<{ session_id: SessionId }>(
    'update sessions set ended_at = now() where session_id <> $1 and ended_at is null returning session_id',
    [kept],
  );
  return rows.map((row) => row.session_id);
}

/** The signature key one of the actor's sessions was made with. */
export async function readSessionKey(tx: Transaction, sessionId: SessionId): Promise<Buffer | undefined> {
  const { rows } = await tx.query<{ device_signature_key: Buffer }>(
    'select device_signature_key from sessions where session_id = $1',
    [sessionId],
  );
  return rows[0]?.device_signature_key;
}
