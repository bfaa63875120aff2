import { engine } from './sodium.ts';

/**
 * Whether `signature` (64 bytes) is the key's over `message`. One rule everywhere (REQ-G1): libsodium's
 * strict one, which also refuses small-order and non-canonical keys and points, and scalars not reduced.
 * Total: a wrong length is a wrong signature.
 */
export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  return engine().crypto_sign_verify_detached(signature, message, publicKey);
}

/**
 * Whether 32 bytes are an Ed25519 key one may register: a canonical point of the prime-order subgroup.
 */
export function isEd25519Key(publicKey: Uint8Array): boolean {
  if (publicKey.length !== 32) return false;
  return engine().crypto_core_ed25519_is_valid_point(publicKey);
}
