import { signEd25519 } from '../primitives/ed25519.ts';
import { type Purpose, signedBytes } from './purpose.ts';

/** Ed25519 over purpose and parts: 64 bytes. @param seed 32 bytes. */
export function signFor(purpose: Purpose, seed: Uint8Array, parts: readonly Uint8Array[]): Uint8Array {
  return signEd25519(seed, signedBytes(purpose, parts));
}
