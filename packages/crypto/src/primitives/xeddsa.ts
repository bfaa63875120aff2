import { sha512 } from '@noble/hashes/sha2.js';
import { concatBytes } from './bytes.ts';
import { requireLength } from './crypto-error.ts';
import { engine } from './sodium.ts';

/** The prefix of hash_1 in XEdDSA section 2.1: 2^256 - 2, little-endian. */
const hash1Prefix = new Uint8Array(32).fill(0xff);
hash1Prefix[0] = 0xfe;

/**
 * Sign with an X25519 private key: an Ed25519 signature that its Montgomery key verifies
 * ("The XEdDSA and VXEdDSA Signature Schemes", section 2.4, `xeddsa_sign`).
 *
 * The point is brought to sign bit 0, as the specification says, so bit 7 of the last byte is 0.
 *
 * @param privateKey 32 bytes, clamped; not retained.
 * @param random 64 fresh random bytes, mixed into the nonce.
 * @returns 64 bytes.
 */
export function signXeddsa(privateKey: Uint8Array, message: Uint8Array, random: Uint8Array): Uint8Array {
  requireLength(privateKey, 32, 'X25519 private key');
  requireLength(random, 64, 'XEdDSA nonce randomness');
  const sodium = engine();
  const point = sodium.crypto_scalarmult_ed25519_base_noclamp(privateKey);
  const negative = ((point[31] as number) & 0x80) !== 0;
  const k = reduce(privateKey);
  const a = negative ? sodium.crypto_core_ed25519_scalar_negate(k) : k;
  point[31] = (point[31] as number) & 0x7f;
  const r = sodium.crypto_core_ed25519_scalar_reduce(sha512(concatBytes(hash1Prefix, a, message, random)));
  const R = sodium.crypto_scalarmult_ed25519_base_noclamp(r);
  const h = sodium.crypto_core_ed25519_scalar_reduce(sha512(concatBytes(R, point, message)));
  const s = sodium.crypto_core_ed25519_scalar_add(r, sodium.crypto_core_ed25519_scalar_mul(h, a));
  return concatBytes(R, s);
}

function reduce(scalar: Uint8Array): Uint8Array {
  return engine().crypto_core_ed25519_scalar_reduce(concatBytes(scalar, new Uint8Array(32)));
}
