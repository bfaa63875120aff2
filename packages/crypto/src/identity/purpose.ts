import { concatBytes, uint32, utf8 } from '../primitives/bytes.ts';
import { signEd25519, verifyEd25519 } from '../primitives/ed25519.ts';

/**
 * What a signature is for. It is the first thing under every signature, so none made for one purpose is
 * ever good for another (REQ-I1).
 */
export type Purpose =
  | 'sotto/device-list/1'
  | 'sotto/signed-prekey/1'
  | 'sotto/kem-prekey/1'
  | 'sotto/session-refresh/1';

/**
 * The bytes under a signature: the purpose and every part behind its length, so that no two lists of parts
 * have the same bytes.
 */
export function signedBytes(purpose: Purpose, parts: readonly Uint8Array[]): Uint8Array {
  return concatBytes(...[utf8(purpose), ...parts].flatMap((part) => [uint32(part.length), part]));
}

/** Ed25519 over purpose and parts: 64 bytes. @param seed 32 bytes. */
export function signFor(purpose: Purpose, seed: Uint8Array, parts: readonly Uint8Array[]): Uint8Array {
  return signEd25519(seed, signedBytes(purpose, parts));
}

/** Whether a signature was made for this purpose over these parts. Total. */
export function verifyFor(
  purpose: Purpose,
  publicKey: Uint8Array,
  parts: readonly Uint8Array[],
  signature: Uint8Array,
): boolean {
  return verifyEd25519(publicKey, signedBytes(purpose, parts), signature);
}
