import { curveKeyBytes } from '../primitives/curve-key.ts';

/** One device as its account vouches for it. */
export type ListedDevice = {
  /** 1 to 64 of `A-Z a-z 0-9 _ -`. */
  readonly deviceId: string;
  readonly registrationId: number;
  /** Curve25519 with its type byte, 33 bytes. */
  readonly identityKey: Uint8Array;
  /** Ed25519, 32 bytes. */
  readonly signatureKey: Uint8Array;
  /** Unix seconds. */
  readonly addedAt: number;
};

/** All devices of an account: one signed, versioned document, replaced whole (REQ-I2). */
export type DeviceList = {
  readonly accountId: string;
  /** 1 for the first list; every change counts up by one. */
  readonly version: number;
  /** Unix seconds. */
  readonly issuedAt: number;
  /** Unix seconds: from then on nobody encrypts to any device of it. */
  readonly expiresAt: number;
  readonly devices: readonly ListedDevice[];
};

/** More devices than any account may have: a list beyond it is not read. */
export const devicesMax = 64;

const accountIdCharactersMax = 64;
const deviceIdForm = /^[A-Za-z0-9_-]{1,64}$/;

/** Whether the values of a list are within their bounds and no device is named twice. Not whether its keys are sound. */
export function isWellFormed(list: DeviceList): boolean {
  const { accountId, version, issuedAt, expiresAt, devices } = list;
  return (
    accountId.length > 0 &&
    accountId.length <= accountIdCharactersMax &&
    version >= 1 &&
    [version, issuedAt, expiresAt].every(isCount) &&
    devices.length <= devicesMax &&
    new Set(devices.map((device) => device.deviceId)).size === devices.length &&
    devices.every(
      (device) =>
        deviceIdForm.test(device.deviceId) &&
        isCount(device.registrationId) &&
        isCount(device.addedAt) &&
        device.identityKey.length === curveKeyBytes &&
        device.signatureKey.length === 32,
    )
  );
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
