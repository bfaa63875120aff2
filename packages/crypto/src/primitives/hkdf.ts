import { hkdf } from '@noble/hashes/hkdf.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { CryptoError } from './crypto-error.ts';
import { hmacSha256 } from './hmac-sha256.ts';

/**
 * HKDF-SHA256 (RFC 5869): `length` bytes, at most 8160.
 *
 * @param salt any length; empty stands for 32 zero bytes.
 * @throws CryptoError `out-of-range`.
 */
export function hkdfSha256(salt: Uint8Array, ikm: Uint8Array, info: Uint8Array, length: number): Uint8Array {
  if (length > 255 * 32) throw new CryptoError('out-of-range', 'HKDF-SHA256 yields at most 8160 bytes');
  const prk = hmacSha256(salt, ikm);
  const okm = new Uint8Array(length);
  let block: Uint8Array = new Uint8Array();
  for (let at = 0, counter = 1; at < length; at += 32, counter++) {
    block = hmacSha256(prk, block, info, Uint8Array.of(counter));
    okm.set(at + 32 <= length ? block : block.subarray(0, length - at), at);
  }
  prk.fill(0);
  return okm;
}

/**
 * HKDF-SHA512 (RFC 5869): `length` bytes, at most 16,320.
 *
 * @throws CryptoError `out-of-range`.
 */
export function hkdfSha512(salt: Uint8Array, ikm: Uint8Array, info: Uint8Array, length: number): Uint8Array {
  if (length > 255 * 64) throw new CryptoError('out-of-range', 'HKDF-SHA512 yields at most 16320 bytes');
  return hkdf(sha512, ikm, salt, info, length);
}
