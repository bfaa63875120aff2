import {
  bytesField,
  type ProtobufField,
  readProtobuf,
  repeatedBytes,
  varintField,
} from '../encoding/protobuf-reader.ts';
import { writeProtobuf } from '../encoding/protobuf-writer.ts';
import { constantTimeEqual, utf8 } from '../primitives/bytes.ts';
import { curveKeyBytes } from '../primitives/curve-key.ts';
import { sha256 } from '../primitives/hash.ts';
import { signFor, verifyFor } from './purpose.ts';

/** One device as its account vouches for it. */
export type ListedDevice = {
  readonly deviceId: string;
  readonly registrationId: number;
  /** Curve25519 with its type byte, 33 bytes. */
  readonly identityKey: Uint8Array;
  /** Ed25519, 32 bytes. */
  readonly signatureKey: Uint8Array;
  /** Unix seconds. */
  readonly addedAt: number;
};

/**
 * All devices of an account: one signed, versioned document (REQ-I2).
 *
 *     { 1 account id, 2 version, 3 issued at, 4 expires at,
 *       5 { 1 device id, 2 registration id, 3 identity key, 4 signature key, 5 added at } ... }
 *
 * Protocol Buffers fields, devices sorted by id; a document that is not exactly what its content encodes
 * to is refused.
 */
export type DeviceList = {
  readonly accountId: string;
  readonly version: number;
  /** Unix seconds. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly devices: readonly ListedDevice[];
};

/** A list whose signature, form and account were checked. Only these are encrypted to. */
export type VerifiedDeviceList = DeviceList & {
  readonly verified: true /** SHA-256 of the signed bytes. */;
  readonly hash: Uint8Array;
};

export type DeviceListOutcome =
  | { readonly kind: 'verified'; readonly list: VerifiedDeviceList }
  | {
      readonly kind: 'refused';
      readonly reason: 'bad-signature' | 'malformed' | 'other-account' | 'expired' | 'rolled-back';
    };

/** More devices than any account may have: a list beyond it is not read. */
const devicesMax = 64;

/** @returns the encoded list and its Ed25519 signature (64 bytes). @param identitySeed 32 bytes. */
export function signDeviceList(
  list: DeviceList,
  identitySeed: Uint8Array,
): { list: Uint8Array; signature: Uint8Array } {
  const encoded = encodeDeviceList(list);
  return { list: encoded, signature: signFor('sotto/device-list/1', identitySeed, [encoded]) };
}

/**
 * Check a list before anything in it is believed. Total.
 *
 * @param identityKey the account's pinned Ed25519 key, 32 bytes.
 * @param expected the account it must be about, the clock (Unix seconds), and the newest list seen
 *   before: a lower version, or another list of the same version, is a roll-back.
 */
export function verifyDeviceList(
  encoded: Uint8Array,
  signature: Uint8Array,
  identityKey: Uint8Array,
  expected: { accountId: string; now: number; newest?: { version: number; hash: Uint8Array } },
): DeviceListOutcome {
  if (!verifyFor('sotto/device-list/1', identityKey, [encoded], signature))
    return { kind: 'refused', reason: 'bad-signature' };
  const list = decodeDeviceList(encoded);
  if (list === undefined) return { kind: 'refused', reason: 'malformed' };
  if (list.accountId !== expected.accountId) return { kind: 'refused', reason: 'other-account' };
  if (list.expiresAt <= expected.now) return { kind: 'refused', reason: 'expired' };
  const hash = sha256(encoded);
  const { newest } = expected;
  if (
    newest !== undefined &&
    (list.version < newest.version ||
      (list.version === newest.version && !constantTimeEqual(hash, newest.hash)))
  ) {
    return { kind: 'refused', reason: 'rolled-back' };
  }
  return { kind: 'verified', list: { ...list, verified: true, hash } };
}

function encodeDeviceList(list: DeviceList): Uint8Array {
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

function decodeDeviceList(bytes: Uint8Array): DeviceList | undefined {
  const fields = readProtobuf(bytes);
  if (fields === undefined) return undefined;
  const entries = repeatedBytes(fields, 5);
  if (entries.length > devicesMax) return undefined;
  const devices = entries.map(decodeDevice);
  const accountId = text(fields, 1);
  const version = varintField(fields, 2);
  const issuedAt = varintField(fields, 3);
  const expiresAt = varintField(fields, 4);
  if (accountId === undefined || !version || issuedAt === undefined || expiresAt === undefined)
    return undefined;
  if (!devices.every((device) => device !== undefined)) return undefined;
  if (new Set(devices.map((device) => device.deviceId)).size !== devices.length) return undefined;
  const list = { accountId, version, issuedAt, expiresAt, devices };
  return constantTimeEqual(encodeDeviceList(list), bytes) ? list : undefined;
}

function decodeDevice(bytes: Uint8Array): ListedDevice | undefined {
  const fields = readProtobuf(bytes);
  if (fields === undefined) return undefined;
  const deviceId = text(fields, 1);
  const registrationId = varintField(fields, 2);
  const identityKey = bytesField(fields, 3);
  const signatureKey = bytesField(fields, 4);
  const addedAt = varintField(fields, 5);
  if (deviceId === undefined || registrationId === undefined || addedAt === undefined) return undefined;
  if (identityKey?.length !== curveKeyBytes || signatureKey?.length !== 32) return undefined;
  return {
    deviceId,
    registrationId,
    identityKey: identityKey.slice(),
    signatureKey: signatureKey.slice(),
    addedAt,
  };
}

function text(fields: readonly ProtobufField[], which: number): string | undefined {
  const bytes = bytesField(fields, which);
  if (bytes === undefined) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function byId(a: ListedDevice, b: ListedDevice): number {
  return a.deviceId < b.deviceId ? -1 : 1;
}
