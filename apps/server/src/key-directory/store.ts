import type { AccountId, DeviceId, SessionId } from '@sotto/protocol';
import type { Transaction } from '../db/database.ts';

export type DeviceRow = {
  device_pk: number;
  device_id: DeviceId;
  registration_id: number;
  identity_key: Buffer;
  signature_key: Buffer;
  onetime_high: number;
  onetime_kem_high: number;
  removed: boolean;
};

/** One account at a time changes its devices: two changes at once would both build on the same list. */
export async function lockOwnDevices(tx: Transaction, accountId: AccountId): Promise<void> {
  await tx.query('select 1 from accounts where account_id = $1 for update', [accountId]);
}

/** The actor's devices, removed ones included. */
export async function listOwnDevices(tx: Transaction): Promise<DeviceRow[]> {
  const { rows } = await tx.query<DeviceRow>(
    `select device_pk, device_id, registration_id, identity_key, signature_key, onetime_high, onetime_kem_high,
            removed_at is not null as removed from devices order by device_pk`,
  );
  return rows;
}

export type DeviceListRow = {
  identity_key: Buffer;
  version: number | null;
  list: Buffer | null;
  signature: Buffer | null;
};

/** Anybody's identity key and newest signed device list; undefined for an unknown account. */
export async function findDeviceList(
  tx: Transaction,
  accountId: AccountId,
): Promise<DeviceListRow | undefined> {
  const { rows } = await tx.query<DeviceListRow>(
    'select identity_key, version, list, signature from look_up_device_list($1)',
    [accountId],
  );
  return rows[0];
}

/** The same for many accounts, without those that are unknown. */
export async function findDeviceLists(
  tx: Transaction,
  accountIds: readonly AccountId[],
): Promise<(DeviceListRow & { account_id: AccountId })[]> {
  const { rows } = await tx.query<DeviceListRow & { account_id: AccountId }>(
    `select asked.account_id, found.identity_key, found.version, found.list, found.signature
       from unnest($1::uuid[]) as asked (account_id), look_up_device_list(asked.account_id) as found`,
    [accountIds],
  );
  return rows;
}

export async function putDeviceList(
  tx: Transaction,
  accountId: AccountId,
  version: number,
  list: Uint8Array,
  signature: Uint8Array,
): Promise<void> {
  await tx.query(
    `insert into device_lists (account_id, version, list, signature) values ($1, $2, $3, $4)
     on conflict (account_id) do update set version = excluded.version, list = excluded.list, signature = excluded.signature`,
    [accountId, version, Buffer.from(list), Buffer.from(signature)],
  );
}

export type NewDevice = {
  accountId: AccountId;
  deviceId: DeviceId;
  registrationId: number;
  identityKey: Uint8Array;
  signatureKey: Uint8Array;
  sealedName: Uint8Array;
};

export async function insertDevice(tx: Transaction, device: NewDevice): Promise<number> {
  const { rows } = await tx.query<{ device_pk: number }>(
    `insert into devices (account_id, device_id, registration_id, identity_key, signature_key, sealed_name)
     values ($1, $2, $3, $4, $5, $6) returning device_pk`,
    [
      device.accountId,
      device.deviceId,
      device.registrationId,
      Buffer.from(device.identityKey),
      Buffer.from(device.signatureKey),
      Buffer.from(device.sealedName),
    ],
  );
  return (rows[0] as { device_pk: number }).device_pk;
}

export async function markDeviceRemoved(tx: Transaction, devicePk: number): Promise<void> {
  await tx.query('update devices set removed_at = now() where device_pk = $1', [devicePk]);
  for (const table of [
    'signed_prekeys',
    'last_resort_kem_prekeys',
    'onetime_prekeys',
    'onetime_kem_prekeys',
    'key_packages',
    'last_resort_key_packages',
  ]) {
    await tx.query(`delete from ${table} where device_pk = $1`, [devicePk]);
  }
  await tx.query('select empty_mailbox($1)', [devicePk]);
}

/** Ends the sessions of one of the actor's devices. */
export async function endDeviceSessions(tx: Transaction, deviceId: DeviceId): Promise<SessionId[]> {
  const { rows } = await tx.query<{ session_id: SessionId }>(
    'select session_id from end_device_sessions($1)',
    [deviceId],
  );
  return rows.map((row) => row.session_id);
}

export type PublicDeviceRow = { device_id: DeviceId; registration_id: number; created_at: Date };

/** Anybody's active devices. */
export async function listDevicesOf(tx: Transaction, accountId: AccountId): Promise<PublicDeviceRow[]> {
  const { rows } = await tx.query<PublicDeviceRow>(
    'select device_id, registration_id, created_at from look_up_devices($1)',
    [accountId],
  );
  return rows;
}

/** What only the account itself may know of its devices. */
export async function listOwnDeviceDetails(
  tx: Transaction,
): Promise<Map<DeviceId, { sealedName: Buffer; lastSeenAt: Date | null }>> {
  const { rows } = await tx.query<{ device_id: DeviceId; sealed_name: Buffer; last_seen_at: Date | null }>(
    `select d.device_id, d.sealed_name, s.last_seen_at from devices d left join last_seen_of_devices() s using (device_id)
      where d.removed_at is null`,
  );
  return new Map(
    rows.map((row) => [row.device_id, { sealedName: row.sealed_name, lastSeenAt: row.last_seen_at }]),
  );
}
