import { encodeCurveKey } from '../primitives/curve-key.ts';
import { ed25519KeyPair } from '../primitives/ed25519.ts';
import { generateKyber1024 } from '../primitives/kyber1024.ts';
import type { Random } from '../primitives/random.ts';
import { generateX25519 } from '../primitives/x25519.ts';
import { signXeddsa } from '../primitives/xeddsa.ts';
import { proveKey } from './prove-key.ts';

/** A device's own long-term keys. */
export type DeviceIdentity = {
  readonly accountId: string;
  readonly deviceId: string;
  /** 1 to 16,383. */
  readonly registrationId: number;
  /** X25519 private key, 32 bytes, and its encoded public key, 33 bytes. */
  readonly identityPrivate: Uint8Array;
  readonly identityKey: Uint8Array;
  /** Ed25519 seed and public key, 32 bytes each. */
  readonly signatureSeed: Uint8Array;
  readonly signatureKey: Uint8Array;
};

/** A prekey with both signatures: `signature` as Signal's library wants it, `proof` under REQ-I1. */
export type SignedKey = {
  readonly id: number;
  readonly privateKey: Uint8Array;
  /** Encoded, with its type byte. */
  readonly publicKey: Uint8Array;
  readonly signature: Uint8Array;
  /** Unix seconds. */
  readonly expiresAt: number;
  readonly proof: Uint8Array;
};

export type OneTimeKey = {
  readonly id: number;
  readonly privateKey: Uint8Array;
  readonly publicKey: Uint8Array;
};

/** Fresh long-term keys for a device. */
export function generateDeviceIdentity(accountId: string, deviceId: string, random: Random): DeviceIdentity {
  const identity = generateX25519(random);
  const signature = ed25519KeyPair(random(32).slice());
  return {
    accountId,
    deviceId,
    registrationId: registrationId(random),
    identityPrivate: identity.privateKey,
    identityKey: encodeCurveKey(identity.publicKey),
    signatureSeed: signature.seed,
    signatureKey: signature.publicKey,
  };
}

/** A signed prekey: X25519, rotated weekly. @param expiresAt Unix seconds. */
export function generateSignedPrekey(
  device: DeviceIdentity,
  id: number,
  expiresAt: number,
  random: Random,
): SignedKey {
  const { privateKey, publicKey } = generateX25519(random);
  return sign('signed-prekey', device, id, privateKey, encodeCurveKey(publicKey), expiresAt, random);
}

/** A KEM prekey, one-time or last-resort: private key 3168 bytes. @param expiresAt Unix seconds. */
export function generateKemPrekey(
  device: DeviceIdentity,
  id: number,
  expiresAt: number,
  random: Random,
): SignedKey {
  const { privateKey, publicKey } = generateKyber1024(random);
  return sign('kem-prekey', device, id, privateKey, publicKey, expiresAt, random);
}

/** A one-time prekey: X25519, encoded public key. */
export function generateOneTimePrekey(id: number, random: Random): OneTimeKey {
  const { privateKey, publicKey } = generateX25519(random);
  return { id, privateKey, publicKey: encodeCurveKey(publicKey) };
}

/** Uniform over 1 to 16,383: tells a reinstalled device from its predecessor. */
function registrationId(random: Random): number {
  for (;;) {
    const [high = 0, low = 0] = random(2);
    const id = ((high << 8) | low) & 0x3f_ff;
    if (id !== 0) return id;
  }
}

function sign(
  kind: 'signed-prekey' | 'kem-prekey',
  device: DeviceIdentity,
  keyId: number,
  privateKey: Uint8Array,
  publicKey: Uint8Array,
  expiresAt: number,
  random: Random,
): SignedKey {
  const signature = signXeddsa(device.identityPrivate, publicKey, random(64));
  const { accountId, deviceId } = device;
  const proof = proveKey({ kind, accountId, deviceId, keyId, publicKey, expiresAt }, device.signatureSeed);
  return { id: keyId, privateKey, publicKey, signature, expiresAt, proof };
}
