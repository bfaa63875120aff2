import { type DeviceList, verifyDeviceList } from '@sotto/crypto/public';
import { type AccountId, decodeBase64 } from '@sotto/protocol';
import type { SignedDeviceList } from '@sotto/protocol/http';
import { ProblemError } from '../http/problem-error.ts';
import type { DeviceListRow } from './store.ts';

/** A device as the next list must name it. */
export type ExpectedDevice = {
  device_id: string;
  registration_id: number;
  identity_key: Uint8Array;
  signature_key: Uint8Array;
};

/**
 * The next device list of an account: signed by its identity key, one version on, and naming exactly these
 * devices with these keys. The server keeps it; clients trust only its signature.
 */
export function readNextDeviceList(
  accountId: AccountId,
  current: DeviceListRow,
  next: SignedDeviceList,
  devices: readonly ExpectedDevice[],
): { version: number; list: Uint8Array; signature: Uint8Array } {
  const list = decodeBase64(next.list) as Uint8Array;
  const signature = decodeBase64(next.signature) as Uint8Array;
  const now = Math.floor(Date.now() / 1000);
  const outcome = verifyDeviceList(list, signature, current.identity_key, { accountId, now });
  if (outcome.kind === 'refused') throw new ProblemError('device-list-refused', { detail: outcome.reason });
  if (outcome.list.version !== next.version)
    throw new ProblemError('device-list-refused', { detail: 'the version differs from the signed one' });
  if (outcome.list.version !== (current.version ?? 0) + 1) throw new ProblemError('device-list-conflict');
  if (!namesExactly(outcome.list, devices))
    throw new ProblemError('device-list-refused', { detail: 'it names other devices or other keys' });
  return { version: outcome.list.version, list, signature };
}

function namesExactly(list: DeviceList, devices: readonly ExpectedDevice[]): boolean {
  if (list.devices.length !== devices.length) return false;
  return devices.every((device) => {
    const listed = list.devices.find((entry) => entry.deviceId === device.device_id);
    return (
      listed !== undefined &&
      listed.registrationId === device.registration_id &&
      Buffer.compare(listed.identityKey, device.identity_key) === 0 &&
      Buffer.compare(listed.signatureKey, device.signature_key) === 0
    );
  });
}
