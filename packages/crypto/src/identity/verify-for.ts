import { verifyEd25519 } from '../primitives/ed25519-verify.ts';
import { type Purpose, signedBytes } from './purpose.ts';

/** Whether a signature was made for this purpose over these parts. Total. */
export function verifyFor(
  purpose: Purpose,
  publicKey: Uint8Array,
  parts: readonly Uint8Array[],
  signature: Uint8Array,
): boolean {
  return verifyEd25519(publicKey, signedBytes(purpose, parts), signature);
}
