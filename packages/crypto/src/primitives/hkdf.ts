import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { CryptoError } from './crypto-error.ts';

/**
 * HKDF-SHA256 (RFC 5869): `length` bytes, at most 8160.
 *
 * @param salt any length; empty stands for 32 zero bytes.
 */
export function hkdfSha256(salt: Uint8Array, ikm: Uint8Array, info: Uint8Array, length: number): Uint8Array {
  if (length > 255 * 32) throw new CryptoError('out-of-range', 'HKDF-SHA256 yields at most 8160 bytes');
  return hkdf(sha256, ikm, salt, info, length);
}

/** HKDF-SHA512 (RFC 5869): `length` bytes, at most 16,320. */
export function hkdfSha512(salt: Uint8Array, ikm: Uint8Array, info: Uint8Array, length: number): Uint8Array {
  if (length > 255 * 64) throw new CryptoError('out-of-range', 'HKDF-SHA512 yields at most 16320 bytes');
  return hkdf(sha512, ikm, salt, info, length);
}
