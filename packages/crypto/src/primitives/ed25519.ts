import { requireLength } from './crypto-error.ts';
import { engine } from './sodium.ts';

export type Ed25519KeyPair = { readonly seed: Uint8Array; readonly publicKey: Uint8Array };

/** The key pair of a 32-byte seed (RFC 8032 section 5.1.5); public key 32 bytes. */
export function ed25519KeyPair(seed: Uint8Array): Ed25519KeyPair {
  requireLength(seed, 32, 'Ed25519 seed');
  return { seed, publicKey: engine().crypto_sign_seed_keypair(seed).publicKey };
}

/** Ed25519 (RFC 8032 section 5.1.6): a 64-byte signature over `message` by the key of a 32-byte seed. */
export function signEd25519(seed: Uint8Array, message: Uint8Array): Uint8Array {
  requireLength(seed, 32, 'Ed25519 seed');
  const sodium = engine();
  return sodium.crypto_sign_detached(message, sodium.crypto_sign_seed_keypair(seed).privateKey);
}

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
