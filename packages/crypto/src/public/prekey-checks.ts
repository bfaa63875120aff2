import { type ProvenKey, verifyKeyProof } from '../identity/key-proof.ts';
import { CryptoError } from '../primitives/crypto-error.ts';
import { decodeCurveKey } from '../primitives/curve-key.ts';
import { isEd25519Key } from '../primitives/ed25519.ts';
import { decodeKemKey } from '../primitives/kyber1024.ts';
import { verifyXeddsa } from '../primitives/xeddsa.ts';

/** Whether 33 bytes are a curve key one may publish: right type, canonical, not of small order (REQ-S2). */
export function isCurveKey(encoded: Uint8Array): boolean {
  return accepts(() => decodeCurveKey(encoded));
}

/** Whether 1569 bytes are a KEM key one may publish: right type, inside the modulus (REQ-S2). */
export function isKemKey(encoded: Uint8Array): boolean {
  return accepts(() => decodeKemKey(encoded));
}

/** Whether 32 bytes are a signature key one may publish. */
export function isSignatureKey(publicKey: Uint8Array): boolean {
  return isEd25519Key(publicKey);
}

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

function accepts(check: () => unknown): boolean {
  try {
    check();
    return true;
  } catch (error) {
    if (error instanceof CryptoError && error.code !== 'not-ready') return false;
    throw error;
  }
}
