import { isCurveKey } from '../primitives/curve-key.ts';
import { isKemKey } from '../primitives/kem-key.ts';
import { verifyXeddsa } from '../primitives/xeddsa-verify.ts';
import type { ProvenKey } from './key-proof.ts';
import { verifyKeyProof } from './verify-key-proof.ts';

/** The public side of a signed prekey or KEM prekey, with both of its signatures. */
export type PublishedKey = ProvenKey & { readonly signature: Uint8Array; readonly proof: Uint8Array };

/**
 * Whether a prekey is well-formed and vouched for by its device: XEdDSA by the device's identity key (33
 * bytes) over the encoded key, and the labelled proof by its signature key (32 bytes). Total.
 */
export function isVouchedFor(key: PublishedKey, identityKey: Uint8Array, signatureKey: Uint8Array): boolean {
  const wellFormed = key.kind === 'kem-prekey' ? isKemKey(key.publicKey) : isCurveKey(key.publicKey);
  if (!wellFormed || !isCurveKey(identityKey)) return false;
  return (
    verifyXeddsa(identityKey.slice(1), key.publicKey, key.signature) &&
    verifyKeyProof(key, signatureKey, key.proof)
  );
}
