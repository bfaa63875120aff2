import { concatBytes } from './bytes.ts';
import { CryptoError, requireLength } from './crypto-error.ts';
import { engine } from './sodium.ts';

/** A Curve25519 public key on the wire: this byte and 32 bytes, 33 in all. */
export const curveKeyType = 0x05;
export const curveKeyBytes = 33;

/** The field's prime, 2^255 - 19, little-endian. */
const prime = new Uint8Array(32).fill(0xff);
prime[0] = 0xed;
prime[31] = 0x7f;

/** A scalar that is a multiple of the cofactor and of nothing else: small-order keys give zero. */
const probe = new Uint8Array(32);
probe[0] = 8;
probe[31] = 0x40;

/** `05 || publicKey`. */
export function encodeCurveKey(publicKey: Uint8Array): Uint8Array {
  requireLength(publicKey, 32, 'X25519 public key');
  return concatBytes(new Uint8Array([curveKeyType]), publicKey);
}

/**
 * The 32 bytes of an encoded key, after every check a key from a peer must pass (REQ-S1, REQ-S2): its
 * type byte, its length, a canonical coordinate, and an order that is not small.
 *
 * @param encoded 33 bytes; not retained.
 * @returns a fresh 32-byte buffer.
 * @throws CryptoError `bad-encoding` for another type or a non-canonical coordinate, `bad-length`,
 *   `weak-key` for a key of small order.
 */
export function decodeCurveKey(encoded: Uint8Array): Uint8Array {
  requireLength(encoded, curveKeyBytes, 'Curve25519 public key');
  if (encoded[0] !== curveKeyType) throw new CryptoError('bad-encoding', 'not a Curve25519 key');
  const publicKey = encoded.slice(1);
  if (!isCanonical(publicKey)) throw new CryptoError('bad-encoding', 'Curve25519 key is not canonical');
  let shared: Uint8Array | undefined;
  try {
    shared = engine().crypto_scalarmult(probe, publicKey);
  } catch {
    // The engine refuses small orders by itself.
  }
  if (shared === undefined || shared.every((byte) => byte === 0)) {
    throw new CryptoError('weak-key', 'Curve25519 key has small order');
  }
  return publicKey;
}

/** Whether a coordinate is below the prime, so that a key has one encoding. */
function isCanonical(publicKey: Uint8Array): boolean {
  for (let i = 31; i >= 0; i--) {
    const difference = (publicKey[i] as number) - (prime[i] as number);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
