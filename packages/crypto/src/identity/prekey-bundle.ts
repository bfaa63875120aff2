import { constantTimeEqual } from '../primitives/bytes.ts';
import { isCurveKey } from '../primitives/curve-key.ts';
import type { VerifiedDeviceList } from './verify-device-list.ts';
import { isVouchedFor } from './vouched-key.ts';

/** What it takes to start a session with a device that is offline; all public keys with their type bytes. */
export type PrekeyBundle = {
  readonly registrationId: number;
  /** 33 bytes. */
  readonly identityKey: Uint8Array;
  /** Public key 33 bytes, XEdDSA signature 64 bytes. */
  readonly signedPrekey: BundleKey;
  readonly oneTimePrekey: { readonly id: number; readonly publicKey: Uint8Array } | undefined;
  /** Public key 1569 bytes, XEdDSA signature 64 bytes. */
  readonly kemPrekey: BundleKey;
};

type BundleKey = { readonly id: number; readonly publicKey: Uint8Array; readonly signature: Uint8Array };

/** Expiry in Unix seconds, proof 64 bytes. */
type Proof = { readonly expiresAt: number; readonly proof: Uint8Array };

/** A bundle as a server hands it out: everything in it is a claim. */
export type OfferedPrekeyBundle = Omit<PrekeyBundle, 'signedPrekey' | 'kemPrekey'> & {
  readonly deviceId: string;
  readonly signedPrekey: BundleKey & Proof;
  readonly kemPrekey: BundleKey & Proof;
};

/** A bundle of a device in a verified list, with every key checked and proven. */
export type VerifiedPrekeyBundle = PrekeyBundle & { readonly verified: true };

export type PrekeyBundleOutcome =
  | { readonly kind: 'verified'; readonly bundle: VerifiedPrekeyBundle }
  | {
      readonly kind: 'refused';
      readonly reason: /** The verified list does not name this device (REQ-I2). */
        | 'unlisted-device'
        /** Its identity key is not the one in the list. */
        | 'wrong-identity'
        /** A prekey is malformed, weak, or not signed and proven by the device (REQ-I1, REQ-S2). */
        | 'unproven-key'
        | 'expired';
    };

/**
 * Check a bundle against the verified list of its account. Total. The registration id comes from the list.
 *
 * @param now Unix seconds.
 */
export function verifyPrekeyBundle(
  offered: OfferedPrekeyBundle,
  list: VerifiedDeviceList,
  now: number,
): PrekeyBundleOutcome {
  const { identityKey, signedPrekey, oneTimePrekey, kemPrekey } = offered;
  const device = list.devices.find(({ deviceId }) => deviceId === offered.deviceId);
  if (device === undefined) return { kind: 'refused', reason: 'unlisted-device' };
  if (!constantTimeEqual(device.identityKey, identityKey))
    return { kind: 'refused', reason: 'wrong-identity' };
  const proven = (kind: 'signed-prekey' | 'kem-prekey', key: BundleKey & Proof) => {
    const { accountId } = list;
    const claim = { kind, accountId, deviceId: device.deviceId, keyId: key.id, ...key };
    return isVouchedFor(claim, device.identityKey, device.signatureKey);
  };
  if (!proven('signed-prekey', signedPrekey) || !proven('kem-prekey', kemPrekey))
    return { kind: 'refused', reason: 'unproven-key' };
  if (oneTimePrekey !== undefined && !isCurveKey(oneTimePrekey.publicKey))
    return { kind: 'refused', reason: 'unproven-key' };
  if (signedPrekey.expiresAt <= now || kemPrekey.expiresAt <= now)
    return { kind: 'refused', reason: 'expired' };
  const { registrationId } = device;
  const bundle = { registrationId, identityKey, signedPrekey, oneTimePrekey, kemPrekey };
  return { kind: 'verified', bundle: { ...bundle, verified: true } };
}
