import type { ListedDevice, VerifiedDeviceList } from '@sotto/crypto/identity';
import type { AccountId, DeviceId } from '@sotto/protocol';
import type { SqlRow } from '../platform/sql-store.ts';
import type { Changes, Reader } from '../store/changes.ts';
import { bytesOf, numberOf, optionalNumber, textOf } from '../store/columns.ts';

/** A device that a verified list named. */
export type KnownDevice = {
  readonly accountId: AccountId;
  readonly deviceId: DeviceId;
  readonly registrationId: number;
  readonly identityKey: Uint8Array;
  readonly signatureKey: Uint8Array;
  /** Unix seconds. */
  readonly addedAt: number;
  /** When this device learned that it was removed, in Unix milliseconds. */
  readonly removedAt: number | null;
};

/** The devices of the newest verified list: the only ones that are encrypted to (REQ-I2). */
export function readDevices(reader: Reader, accountId: AccountId): KnownDevice[] {
  return reader
    .all('select * from devices where account_id = ? and removed_at is null order by device_id', [accountId])
    .map(deviceOf);
}

export function readDevice(reader: Reader, accountId: AccountId, deviceId: DeviceId): KnownDevice | null {
  const row = reader.first('select * from devices where account_id = ? and device_id = ?', [
    accountId,
    deviceId,
  ]);
  return row === undefined ? null : deviceOf(row);
}

/** Makes the devices of an account those of a verified list, and says which came and went. */
export function saveDeviceList(
  changes: Changes,
  list: VerifiedDeviceList,
  now: number,
): { added: DeviceId[]; removed: DeviceId[] } {
  const accountId = list.accountId as AccountId;
  const before = readDevices(changes, accountId);
  const listed = new Set(list.devices.map((device) => device.deviceId));
  const removed = before.filter((device) => !listed.has(device.deviceId)).map((device) => device.deviceId);
  for (const deviceId of removed) {
    changes.run('update devices set removed_at = ? where account_id = ? and device_id = ?', [
      now,
      accountId,
      deviceId,
    ]);
  }
  const known = new Set<string>(before.map((device) => device.deviceId));
  const added: DeviceId[] = [];
  for (const device of list.devices) {
    if (!known.has(device.deviceId)) added.push(device.deviceId as DeviceId);
    saveDevice(changes, accountId, device);
  }
  changes.run(
    `update people set list_version = ?, list_hash = ?, list_expires_at = ?, list_fetched_at = ?, list_stale = 0
     where account_id = ?`,
    [list.version, list.hash, list.expiresAt * 1000, now, accountId],
  );
  if (added.length + removed.length > 0) changes.touchDevices(accountId);
  return { added, removed };
}

/** Forgets every device of an account whose identity key is another now, and the sessions with them. */
export function forgetDevices(changes: Changes, accountId: AccountId): void {
  changes.run('delete from devices where account_id = ?', [accountId]);
  changes.run('delete from sessions where account_id = ?', [accountId]);
}

function saveDevice(changes: Changes, accountId: AccountId, device: ListedDevice): void {
  changes.run(
    `insert or replace into devices
       (account_id, device_id, registration_id, identity_key, signature_key, added_at, removed_at)
     values (?, ?, ?, ?, ?, ?, null)`,
    [
      accountId,
      device.deviceId,
      device.registrationId,
      device.identityKey,
      device.signatureKey,
      device.addedAt,
    ],
  );
}

function deviceOf(row: SqlRow): KnownDevice {
  return {
    accountId: textOf(row, 'account_id') as AccountId,
    deviceId: textOf(row, 'device_id') as DeviceId,
    registrationId: numberOf(row, 'registration_id'),
    identityKey: bytesOf(row, 'identity_key'),
    signatureKey: bytesOf(row, 'signature_key'),
    addedAt: numberOf(row, 'added_at'),
    removedAt: optionalNumber(row, 'removed_at'),
  };
}
