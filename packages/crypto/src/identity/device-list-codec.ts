import {
  bytesField,
  type ProtobufField,
  readProtobuf,
  repeatedBytes,
  varintField,
} from '../encoding/protobuf-reader.ts';
import { writeProtobuf } from '../encoding/protobuf-writer.ts';
import { constantTimeEqual, utf8 } from '../primitives/bytes.ts';
import { type DeviceList, devicesMax, isWellFormed, type ListedDevice } from './device-list.ts';

/**
 * The one encoding of a device list, in Protocol Buffers fields, devices sorted by id:
 *
 *     { 1 account id, 2 version, 3 issued at, 4 expires at,
 *       5 { 1 device id, 2 registration id, 3 identity key, 4 signature key, 5 added at } ... }
 */
export function encodeDeviceList(list: DeviceList): Uint8Array {
  const writer = writeProtobuf()
    .bytes(1, utf8(list.accountId))
    .varint(2, list.version)
    .varint(3, list.issuedAt)
    .varint(4, list.expiresAt);
  for (const device of [...list.devices].sort(byId)) {
    writer.bytes(
      5,
      writeProtobuf()
        .bytes(1, utf8(device.deviceId))
        .varint(2, device.registrationId)
        .bytes(3, device.identityKey)
        .bytes(4, device.signatureKey)
        .varint(5, device.addedAt)
        .finish(),
    );
  }
  return writer.finish();
}

/**
 * Reads a list without believing it. Total: `undefined` for anything but the one encoding of a well-formed
 * list, so that two clients never see two lists in the same bytes.
 */
export function decodeDeviceList(bytes: Uint8Array): DeviceList | undefined {
  const fields = readProtobuf(bytes);
  if (fields === undefined) return undefined;
  const entries = repeatedBytes(fields, 5);
  if (entries.length > devicesMax) return undefined;
  const devices = entries.map(decodeDevice);
  const accountId = text(fields, 1);
  const version = varintField(fields, 2);
  const issuedAt = varintField(fields, 3);
  const expiresAt = varintField(fields, 4);
  if (accountId === undefined || version === undefined) return undefined;
  if (issuedAt === undefined || expiresAt === undefined) return undefined;
  if (!devices.every((device) => device !== undefined)) return undefined;
  const list = { accountId, version, issuedAt, expiresAt, devices };
  return isWellFormed(list) && constantTimeEqual(encodeDeviceList(list), bytes) ? list : undefined;
}

function decodeDevice(bytes: Uint8Array): ListedDevice | undefined {
  const fields = readProtobuf(bytes);
  if (fields === undefined) return undefined;
  const deviceId = text(fields, 1);
  const registrationId = varintField(fields, 2);
  const identityKey = bytesField(fields, 3)?.slice();
  const signatureKey = bytesField(fields, 4)?.slice();
  const addedAt = varintField(fields, 5);
  if (deviceId === undefined || registrationId === undefined || addedAt === undefined) return undefined;
  if (identityKey === undefined || signatureKey === undefined) return undefined;
  return { deviceId, registrationId, identityKey, signatureKey, addedAt };
}

function text(fields: readonly ProtobufField[], which: number): string | undefined {
  const bytes = bytesField(fields, which);
  if (bytes === undefined) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function byId(a: ListedDevice, b: ListedDevice): number {
  return a.deviceId < b.deviceId ? -1 : 1;
}
