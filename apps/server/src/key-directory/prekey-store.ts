import type { AccountId, DeviceId } from '@sotto/protocol';
import type pg from 'pg';
import type { Transaction } from '../db/database.ts';
import type { KemKey, OneTimeKey, SignedKey } from './uploaded-keys.ts';

export async function putSignedPrekey(tx: Transaction, devicePk: number, key: SignedKey): Promise<void> {
  await tx.query(
    `insert into signed_prekeys (device_pk, key_id, public_key, signature, expires_at, proof) values ($1, $2, $3, $4, $5, $6)
     on conflict (device_pk) do update set key_id = excluded.key_id, public_key = excluded.public_key,
       signature = excluded.signature, expires_at = excluded.expires_at, proof = excluded.proof, created_at = now()`,
    [devicePk, ...columnsOf(key)],
  );
}

export async function putLastResortKey(tx: Transaction, devicePk: number, key: KemKey): Promise<void> {
  await tx.query(
    `insert into last_resort_kem_prekeys (device_pk, key_id, public_key, signature, expires_at, proof) values ($1, $2, $3, $4, $5, $6)
     on conflict (device_pk) do update set key_id = excluded.key_id, public_key = excluded.public_key,
       signature = excluded.signature, expires_at = excluded.expires_at, proof = excluded.proof, uses = 0, created_at = now()`,
    [devicePk, ...columnsOf(key)],
  );
}

export async function addOneTimePrekeys(
  tx: Transaction,
  devicePk: number,
  keys: readonly OneTimeKey[],
): Promise<void> {
  await tx.query(
    'insert into onetime_prekeys (device_pk, key_id, public_key) select $1, * from unnest($2::integer[], $3::bytea[])',
    [devicePk, keys.map((key) => key.id), keys.map((key) => Buffer.from(key.publicKey))],
  );
  await tx.query('update devices set onetime_high = greatest(onetime_high, $2) where device_pk = $1', [
    devicePk,
    highest(keys),
  ]);
}

export async function addOneTimeKemPrekeys(
  tx: Transaction,
  devicePk: number,
  keys: readonly KemKey[],
): Promise<void> {
  await tx.query(
    `insert into onetime_kem_prekeys (device_pk, key_id, public_key, signature, expires_at, proof)
     select $1, * from unnest($2::integer[], $3::bytea[], $4::bytea[], $5::bigint[], $6::bytea[])`,
    [
      devicePk,
      keys.map((key) => key.id),
      keys.map((key) => Buffer.from(key.publicKey)),
      keys.map((key) => Buffer.from(key.signature)),
      keys.map((key) => key.expiresAt),
      keys.map((key) => Buffer.from(key.proof)),
    ],
  );
  await tx.query(
    'update devices set onetime_kem_high = greatest(onetime_kem_high, $2) where device_pk = $1',
    [devicePk, highest(keys)],
  );
}

export type PrekeyCounts = { onetime: number; kem: number };

export async function countPrekeys(tx: Transaction, devicePk: number): Promise<PrekeyCounts> {
  const { rows } = await tx.query<PrekeyCounts>(
    'select (select count(*) from onetime_prekeys where device_pk = $1) as onetime, (select count(*) from onetime_kem_prekeys where device_pk = $1) as kem',
    [devicePk],
  );
  return rows[0] as PrekeyCounts;
}

export type KeyStatsRow = {
  signed_id: number;
  signed_key: Buffer;
  signed_at: Date;
  kem_id: number;
  kem_key: Buffer;
  uses: number;
};

export async function findKeyStats(tx: Transaction, devicePk: number): Promise<KeyStatsRow | undefined> {
  const { rows } = await tx.query<KeyStatsRow>(
    `select s.key_id as signed_id, s.public_key as signed_key, s.created_at as signed_at,
            r.key_id as kem_id, r.public_key as kem_key, r.uses
       from signed_prekeys s join last_resort_kem_prekeys r using (device_pk) where s.device_pk = $1`,
    [devicePk],
  );
  return rows[0];
}

export async function hasOneTimeKemPrekey(tx: Transaction, devicePk: number, id: number): Promise<boolean> {
  const { rowCount } = await tx.query(
    'select 1 from onetime_kem_prekeys where device_pk = $1 and key_id = $2',
    [devicePk, id],
  );
  return rowCount === 1;
}

export type BundleRow = {
  device_id: DeviceId;
  registration_id: number;
  identity_key: Buffer;
  signed_id: number;
  signed_key: Buffer;
  signed_signature: Buffer;
  signed_expires: number;
  signed_proof: Buffer;
  onetime_id: number | null;
  onetime_key: Buffer | null;
  kem_id: number;
  kem_key: Buffer;
  kem_signature: Buffer;
  kem_expires: number;
  kem_proof: Buffer;
  kem_last_resort: boolean;
  onetime_left: number;
  kem_left: number;
};

/** An account's signed list and a bundle of each device. */
export type AccountBundles = {
  readonly identityKey: Buffer;
  readonly version: number;
  readonly list: Buffer;
  readonly signature: Buffer;
  readonly bundles: readonly BundleRow[];
};

type AccountBundleRow = (BundleRow | { device_id: null }) & {
  account_key: Buffer;
  list_version: number;
  list: Buffer;
  list_signature: Buffer;
};

/**
 * Takes a bundle of each device; one-time keys are gone by being returned. One statement, one round trip.
 * Undefined for an account that has no device list.
 */
export async function takeBundles(
  pool: pg.Pool,
  actor: AccountId,
  accountId: AccountId,
  deviceIds: readonly DeviceId[] | undefined,
  withOneTime: boolean,
): Promise<AccountBundles | undefined> {
  const { rows } = await pool.query<AccountBundleRow>({
    name: 'take-bundles',
    text: `select account_key, list_version, list, list_signature,
            device_id, registration_id, identity_key, signed_id, signed_key, signed_signature, signed_expires, signed_proof,
            onetime_id, onetime_key, kem_id, kem_key, kem_signature, kem_expires, kem_proof, kem_last_resort, onetime_left, kem_left
       from take_bundles($1, $2, $3, $4)`,
    values: [actor, accountId, deviceIds ?? null, withOneTime],
  });
  const first = rows[0];
  if (first === undefined) return undefined;
  return {
    identityKey: first.account_key,
    version: first.list_version,
    list: first.list,
    signature: first.list_signature,
    bundles: rows.filter((row): row is AccountBundleRow & BundleRow => row.device_id !== null),
  };
}

function columnsOf(key: SignedKey): unknown[] {
  return [
    key.id,
    Buffer.from(key.publicKey),
    Buffer.from(key.signature),
    key.expiresAt,
    Buffer.from(key.proof),
  ];
}

function highest(keys: readonly { id: number }[]): number {
  return keys.reduce((high, key) => Math.max(high, key.id), -1);
}
