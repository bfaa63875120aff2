import { keyProofParts, keyProofPurpose, type ProvenKey } from './key-proof.ts';
import { signFor } from './sign-for.ts';

/** The device's word for one of its prekeys: Ed25519, 64 bytes. @param signatureSeed 32 bytes. */
export function proveKey(key: ProvenKey, signatureSeed: Uint8Array): Uint8Array {
  return signFor(keyProofPurpose(key), signatureSeed, keyProofParts(key));
}
