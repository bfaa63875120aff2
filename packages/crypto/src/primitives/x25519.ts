import { CryptoError, requireLength } from './crypto-error.ts';
import type { Random } from './random.ts';
import { engine } from './sodium.ts';

export type X25519KeyPair = { readonly privateKey: Uint8Array; readonly publicKey: Uint8Array };

/** A fresh key pair: 32-byte clamped private key, 32-byte public key (RFC 7748 section 5). */
export function generateX25519(random: Random): X25519KeyPair {
  const privateKey = random(32).slice();
  requireLength(privateKey, 32, 'random');
  privateKey[0] = (privateKey[0] as number) & 248;
  privateKey[31] = ((privateKey[31] as number) & 127) | 64;
  return { privateKey, publicKey: x25519PublicKey(privateKey) };
}

/** The public key (32 bytes) of a private key (32 bytes, clamped or not). */
export function x25519PublicKey(privateKey: Uint8Array): Uint8Array {
  requireLength(privateKey, 32, 'X25519 private key');
  return engine().crypto_scalarmult_base(privateKey);
}

/**
 * X25519 (RFC 7748 section 5) of a 32-byte private and a 32-byte public key.
 *
 * @throws CryptoError `weak-key` when the result is all zero: the peer's key has small order (REQ-S2).
 */
export function x25519(privateKey: Uint8Array, publicKey: Uint8Array): Uint8Array {
  requireLength(privateKey, 32, 'X25519 private key');
  requireLength(publicKey, 32, 'X25519 public key');
  let shared: Uint8Array;
  try {
    shared = engine().crypto_scalarmult(privateKey, publicKey);
  } catch {
    throw new CryptoError('weak-key', 'X25519 yields zero');
  }
  let any = 0;
  for (const byte of shared) any |= byte;
  if (any === 0) throw new CryptoError('weak-key', 'X25519 yields zero');
  return shared;
}
