import { isCurveKey, isVouchedFor } from '@sotto/crypto/public';
import { type AccountId, type DeviceId, decodeBase64 } from '@sotto/protocol';
import type { KemPrekey, OneTimePrekey, SignedPrekey } from '@sotto/protocol/http';
import { ProblemError } from '../http/problem-error.ts';

export type OneTimeKey = { readonly id: number; readonly publicKey: Uint8Array };
export type SignedKey = OneTimeKey & {
  readonly signature: Uint8Array;
  readonly expiresAt: number;
  readonly proof: Uint8Array;
};
export type KemKey = SignedKey;

/** The device whose keys are uploaded, as it stands in the signed device list. */
export type Uploader = {
  readonly accountId: AccountId;
  readonly deviceId: DeviceId;
  readonly identityKey: Uint8Array;
  readonly signatureKey: Uint8Array;
};

/** @throws ProblemError `key-refused` for a key that is malformed or weak, `prekey-id-used` for one id twice. */
export function readOneTimePrekeys(keys: readonly OneTimePrekey[], above: number): OneTimeKey[] {
  requireFreshIds(keys, above);
  return keys.map((key) => {
    const publicKey = bytes(key.public_key);
    if (!isCurveKey(publicKey)) throw refused('a one-time prekey is malformed or weak');
    return { id: key.id, publicKey };
  });
}

/** As above, and each vouched for by its device in both ways. */
export function readKemPrekeys(keys: readonly KemPrekey[], uploader: Uploader, above: number): KemKey[] {
  requireFreshIds(keys, above);
  return keys.map((key) => readSignedKey('kem-prekey', key, uploader));
}

/** A signed prekey or KEM prekey whose form and both signatures hold. */
export function readSignedKey(
  kind: 'signed-prekey' | 'kem-prekey',
  key: SignedPrekey | KemPrekey,
  uploader: Uploader,
): SignedKey {
  const read = {
    id: key.id,
    publicKey: bytes(key.public_key),
    signature: bytes(key.signature),
    expiresAt: key.expires_at,
    proof: bytes(key.proof),
  };
  const { accountId, deviceId, identityKey, signatureKey } = uploader;
  if (key.expires_at * 1000 <= Date.now()) throw refused(`a ${kind} has expired`);
  if (!isVouchedFor({ kind, accountId, deviceId, keyId: key.id, ...read }, identityKey, signatureKey)) {
    throw refused(`a ${kind} is malformed, weak or wrongly signed`);
  }
  return read;
}

function requireFreshIds(keys: readonly { id: number }[], above: number): void {
  const ids = new Set(keys.map((key) => key.id));
  if (ids.size !== keys.length || [...ids].some((id) => id <= above))
    throw new ProblemError('prekey-id-used');
}

function refused(detail: string): ProblemError {
  return new ProblemError('key-refused', { detail });
}

function bytes(text: string): Uint8Array {
  return decodeBase64(text) as Uint8Array;
}
