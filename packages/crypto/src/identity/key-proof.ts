import { uint32, uint64, utf8 } from '../primitives/bytes.ts';
import type { Purpose } from './purpose.ts';

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

/** What the signature over a proof is for: a key of one kind never stands in for one of the other. */
export function keyProofPurpose(key: ProvenKey): Purpose {
  return `sotto/${key.kind}/1`;
}

/** The parts under a proof: account id, device id, key id, encoded public key, expiry. */
export function keyProofParts(key: ProvenKey): Uint8Array[] {
  return [utf8(key.accountId), utf8(key.deviceId), uint32(key.keyId), key.publicKey, uint64(key.expiresAt)];
}
