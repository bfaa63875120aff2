import { hmac } from '@noble/hashes/hmac.js';
import { sha256 as nobleSha256, sha512 as nobleSha512 } from '@noble/hashes/sha2.js';
import { sha3_256 as nobleSha3, shake256 as nobleShake } from '@noble/hashes/sha3.js';

/** SHA-256 (FIPS 180-4): 32 bytes. */
export const sha256 = (message: Uint8Array): Uint8Array => nobleSha256(message);

/** SHA-512 (FIPS 180-4): 64 bytes. */
export const sha512 = (message: Uint8Array): Uint8Array => nobleSha512(message);

/** SHA3-256 (FIPS 202): 32 bytes. */
export const sha3 = (message: Uint8Array): Uint8Array => nobleSha3(message);

/** SHAKE256 (FIPS 202): `length` bytes. */
export const shake256 = (message: Uint8Array, length: number): Uint8Array =>
  nobleShake(message, { dkLen: length });

/** HMAC-SHA512 (RFC 2104): 64 bytes, any key length. */
export const hmacSha512 = (key: Uint8Array, message: Uint8Array): Uint8Array =>
  hmac(nobleSha512, key, message);
