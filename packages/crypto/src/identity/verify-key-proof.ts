import { keyProofParts, keyProofPurpose, type ProvenKey } from './key-proof.ts';
import { verifyFor } from './verify-for.ts';

/** Whether the device's signature key (32 bytes) vouches for this prekey. Says nothing of its expiry. Total. */
export function verifyKeyProof(key: ProvenKey, signatureKey: Uint8Array, proof: Uint8Array): boolean {
  return verifyFor(keyProofPurpose(key), signatureKey, keyProofParts(key), proof);
}
