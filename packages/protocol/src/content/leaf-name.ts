import { uuidFromBytes, uuidToBytes } from '../encoding/uuid.ts';
import { type AccountId, DeviceId } from '../ids.ts';

/**
 * Who a leaf of a group is: the identity of its basic credential.
 *
 *     account id (16) || device id (UTF-8, 1 to 64 bytes)
 */
export function encodeLeafName(accountId: AccountId, deviceId: DeviceId): Uint8Array {
  const device = new TextEncoder().encode(deviceId);
  const name = new Uint8Array(16 + device.length);
  name.set(uuidToBytes(accountId));
  name.set(device, 16);
  return name;
}

/** The account and device, or `undefined` for bytes of another form. Total. */
export function decodeLeafName(
  bytes: Uint8Array,
): { readonly accountId: AccountId; readonly deviceId: DeviceId } | undefined {
  if (bytes.length < 17 || bytes.length > 80) return undefined;
  const deviceId = DeviceId.safeParse(String.fromCharCode(...bytes.subarray(16)));
  if (!deviceId.success) return undefined;
  return { accountId: uuidFromBytes(bytes.subarray(0, 16)) as AccountId, deviceId: deviceId.data };
}
