import { sha512 } from '@noble/hashes/sha2.js';
import { concatBytes } from './bytes.ts';
import { requireLength } from './crypto-error.ts';
import { verifyEd25519 } from './ed25519.ts';
import { engine } from './sodium.ts';

/**
 * XEdDSA: Ed25519 signatures by X25519 keys ("The XEdDSA and VXEdDSA Signature Schemes", Signal).
 * Signatures made here have sign bit 0, as the specification says; older signers keep the sign of the
 * Edwards point in bit 7 of the last byte, and `verifyXeddsa` reads it there.
 */
const p = 2n ** 255n - 19n;
const hash1Prefix = new Uint8Array(32).fill(0xff);
hash1Prefix[0] = 0xfe;

/**
 * Sign with an X25519 private key. XEdDSA section 2.4, `xeddsa_sign`.
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

/**
 * Whether `signature` (64 bytes) was made by the private key behind a 32-byte X25519 public key. XEdDSA
 * section 2.4, `xeddsa_verify`. Total.
 */
export function verifyXeddsa(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  const edwards = toEdwards(publicKey);
  if (edwards === undefined) return false;
  const last = signature[63] as number;
  edwards[31] = (edwards[31] as number) | (last & 0x80);
  const bare = signature.slice();
  bare[63] = last & 0x7f;
  return verifyEd25519(edwards, message, bare);
}

/** The Edwards point (32 bytes, sign 0) of a Montgomery coordinate: y = (u - 1) / (u + 1). Public data. */
function toEdwards(publicKey: Uint8Array): Uint8Array | undefined {
  let u = 0n;
  for (let i = 31; i >= 0; i--) u = (u << 8n) | BigInt(publicKey[i] as number);
  if (u >= p) return undefined;
  const inverse = invert((u + 1n) % p);
  if (inverse === undefined) return undefined;
  let y = ((u - 1n + p) * inverse) % p;
  const bytes = new Uint8Array(32);
  for (let i = 0; i < 32; i++) {
    bytes[i] = Number(y & 0xffn);
    y >>= 8n;
  }
  return bytes;
}

/** The inverse modulo p by Euclid's algorithm; zero has none. Not constant-time: for public keys only. */
function invert(value: bigint): bigint | undefined {
  let [a, b, x, y] = [value, p, 1n, 0n];
  while (a !== 0n) {
    const q = b / a;
    [a, b, x, y] = [b - q * a, a, y - q * x, x];
  }
  return b === 1n ? ((y % p) + p) % p : undefined;
}

function reduce(scalar: Uint8Array): Uint8Array {
  return engine().crypto_core_ed25519_scalar_reduce(concatBytes(scalar, new Uint8Array(32)));
}
