import { uint32, uint64, utf8 } from '../primitives/bytes.ts';
import { signFor, verifyFor } from './purpose.ts';

/** What a proof says of a prekey: whose it is, which one, and until when (REQ-I1). */
export type ProvenKey = {
  readonly kind: 'signed-prekey' | 'kem-prekey';
  readonly accountId: string;
  readonly deviceId: string;
  readonly keyId: number;
  /** Encoded, with its type byte. */
  readonly publicKey: Uint8Array;
  /** Unix seconds. */
  readonly expiresAt: number;
};

/** The device's word for one of its prekeys: Ed25519, 64 bytes. @param signatureSeed 32 bytes. */
export function proveKey(key: ProvenKey, signatureSeed: Uint8Array): Uint8Array {
  return signFor(`sotto/${key.kind}/1`, signatureSeed, parts(key));
}

/** Whether the device's signature key (32 bytes) vouches for this prekey. Says nothing of its expiry. Total. */
export function verifyKeyProof(key: ProvenKey, signatureKey: Uint8Array, proof: Uint8Array): boolean {
  return verifyFor(`sotto/${key.kind}/1`, signatureKey, parts(key), proof);
}

function parts(key: ProvenKey): Uint8Array[] {
  return [utf8(key.accountId), utf8(key.deviceId), uint32(key.keyId), key.publicKey, uint64(key.expiresAt)];
}
