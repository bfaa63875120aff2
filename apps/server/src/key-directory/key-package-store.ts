import type { AccountId, DeviceId } from '@sotto/protocol';
import type { KeyPackageCount } from '@sotto/protocol/http';
import type pg from 'pg';
import type { Transaction } from '../db/database.ts';

export type KeyPackage = {
  readonly id: number;
  readonly suite: number;
  readonly expiresAt: number;
  readonly bytes: Buffer;
};

/** The highest id that the actor's device has ever uploaded. */
export async function findKeyPackageHigh(tx: Transaction, devicePk: number): Promise<number> {
  const { rows } = await tx.query<{ high: number }>(
    'select key_package_high as high from devices where device_pk = $1',
    [devicePk],
  );
  return rows[0]?.high ?? -1;
}

export async function addKeyPackages(
  tx: Transaction,
  devicePk: number,
  packages: readonly KeyPackage[],
): Promise<void> {
  await tx.query(
    `insert into key_packages (device_pk, key_package_id, suite, expires_at, key_package)
     select $1, * from unnest($2::integer[], $3::integer[], $4::bigint[], $5::bytea[])`,
    [devicePk, ...columnsOf(packages)],
  );
}

/** Takes the place of the one before, of the same suite. */
export async function putLastResortKeyPackages(
  tx: Transaction,
  devicePk: number,
  packages: readonly KeyPackage[],
): Promise<void> {
  const [, suites, expiries, bytes] = columnsOf(packages);
  await tx.query(
    `insert into last_resort_key_packages (device_pk, suite, expires_at, key_package)
     select $1, * from unnest($2::integer[], $3::bigint[], $4::bytea[])
     on conflict (device_pk, suite) do update set expires_at = excluded.expires_at, key_package = excluded.key_package, uses = 0`,
    [devicePk, suites, expiries, bytes],
  );
}

export async function raiseKeyPackageHigh(tx: Transaction, devicePk: number, high: number): Promise<void> {
  await tx.query(
    'update devices set key_package_high = greatest(key_package_high, $2) where device_pk = $1',
    [devicePk, high],
  );
}

/** What a device has left, one entry for each suite of which there is any. */
export async function countKeyPackages(tx: Transaction, devicePk: number): Promise<KeyPackageCount[]> {
  const { rows } = await tx.query<KeyPackageCount>(
    `select suite, coalesce(k.left, 0) as key_packages, r.expires_at as last_resort_expires_at, coalesce(r.uses, 0) as last_resort_uses
       from (select suite, count(*) as left from key_packages where device_pk = $1 group by suite) k
       full join (select suite, expires_at, uses from last_resort_key_packages where device_pk = $1) r using (suite)
      order by suite`,
    [devicePk],
  );
  return rows;
}

export type ClaimTarget = {
  readonly accountId: AccountId;
  /** Whether one may be taken that nobody else gets. */
  readonly oneTime: boolean;
  readonly deviceIds: readonly DeviceId[] | undefined;
};

export type ClaimRow = {
  /** Which target, from 1. */
  request: number;
  account_key: Buffer;
  list_version: number;
  list: Buffer;
  list_signature: Buffer;
  device_id: DeviceId | null;
  key_package: Buffer | null;
  last_resort: boolean;
  packages_left: number;
};

/** Takes a key package of each device of these accounts in one statement; who has no device list is left out. */
export async function claimKeyPackages(
  pool: pg.Pool,
  actor: AccountId,
  suite: number,
  targets: readonly ClaimTarget[],
): Promise<ClaimRow[]> {
  const named = targets.flatMap(({ deviceIds }, i) =>
    (deviceIds ?? []).map((deviceId) => ({ place: i + 1, deviceId })),
  );
  const { rows } = await pool.query<ClaimRow>({
    name: 'claim-key-packages',
    text: `select request, account_key, list_version, list, list_signature, device_id, key_package, last_resort, packages_left
             from claim_key_packages($1, $2, $3, $4, $5, $6)`,
    values: [
      actor,
      suite,
      targets.map((target) => target.accountId),
      targets.map((target) => target.oneTime),
      named.map(({ place }) => place),
      named.map(({ deviceId }) => deviceId),
    ],
  });
  return rows;
}

function columnsOf(packages: readonly KeyPackage[]): [number[], number[], number[], Buffer[]] {
  return [
    packages.map(({ id }) => id),
    packages.map(({ suite }) => suite),
    packages.map(({ expiresAt }) => expiresAt),
    packages.map(({ bytes }) => bytes),
  ];
}
