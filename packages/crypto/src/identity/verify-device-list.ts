import { constantTimeEqual } from '../primitives/bytes.ts';
import { isCurveKey } from '../primitives/curve-key.ts';
import { isEd25519Key } from '../primitives/ed25519-verify.ts';
import { sha256 } from '../primitives/hash.ts';
import type { DeviceList, ListedDevice } from './device-list.ts';
import { decodeDeviceList } from './device-list-codec.ts';
import { verifyFor } from './verify-for.ts';

/** A list whose signature, form, account and keys were checked. Only these are encrypted to. */
export type VerifiedDeviceList = DeviceList & {
  readonly verified: true;
  /** SHA-256 of the signed bytes: what is pinned, and what the transparency log holds. */
  readonly hash: Uint8Array;
};

export type DeviceListOutcome =
  | { readonly kind: 'verified'; readonly list: VerifiedDeviceList }
  | {
      readonly kind: 'refused';
      readonly reason:
        | 'bad-signature'
        | 'malformed'
        | 'other-account'
        /** A device's key is not canonical or has small order (REQ-S2). */
        | 'weak-key'
        | 'expired'
        | 'rolled-back';
    };

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
  expected: {
    readonly accountId: string;
    readonly now: number;
    readonly newest?: { readonly version: number; readonly hash: Uint8Array };
  },
): DeviceListOutcome {
  if (!verifyFor('sotto/device-list/1', identityKey, [encoded], signature))
    return { kind: 'refused', reason: 'bad-signature' };
  const list = decodeDeviceList(encoded);
  if (list === undefined) return { kind: 'refused', reason: 'malformed' };
  if (list.accountId !== expected.accountId) return { kind: 'refused', reason: 'other-account' };
  if (!list.devices.every(hasSoundKeys)) return { kind: 'refused', reason: 'weak-key' };
  if (list.expiresAt <= expected.now) return { kind: 'refused', reason: 'expired' };
  const hash = sha256(encoded);
  if (expected.newest !== undefined && isBehind(list.version, hash, expected.newest)) {
    return { kind: 'refused', reason: 'rolled-back' };
  }
  return { kind: 'verified', list: { ...list, verified: true, hash } };
}

function hasSoundKeys(device: ListedDevice): boolean {
  return isCurveKey(device.identityKey) && isEd25519Key(device.signatureKey);
}

function isBehind(version: number, hash: Uint8Array, newest: { version: number; hash: Uint8Array }): boolean {
  if (version !== newest.version) return version < newest.version;
  return !constantTimeEqual(hash, newest.hash);
}
