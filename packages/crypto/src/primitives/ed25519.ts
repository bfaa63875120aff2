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
