import { concatBytes } from './bytes.ts';
import { CryptoError, requireLength } from './crypto-error.ts';

/** A Curve25519 public key on the wire: this byte and 32 bytes, 33 in all. */
export const curveKeyType = 0x05;
export const curveKeyBytes = 33;

/** The prime of the field, 2^255 - 19, little-endian. */
const prime = new Uint8Array(32).fill(0xff);
prime[0] = 0xed;
prime[31] = 0x7f;

/**
 * The canonical coordinates of small order, on the curve and its twist: 0, 1, p - 1 and the two of order
 * eight, little-endian. A clamped private key times any of them is zero; a test checks each.
 */
const smallOrder = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
].map((hex) => Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)));

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
 * @throws CryptoError `bad-length`, `bad-encoding` for another type or a non-canonical coordinate,
 *   `weak-key` for a key of small order.
 */
export function decodeCurveKey(encoded: Uint8Array): Uint8Array {
  requireLength(encoded, curveKeyBytes, 'Curve25519 public key');
  if (encoded[0] !== curveKeyType) throw new CryptoError('bad-encoding', 'not a Curve25519 key');
  const publicKey = encoded.slice(1);
  if (!isCanonical(publicKey)) throw new CryptoError('bad-encoding', 'Curve25519 key is not canonical');
  if (smallOrder.some((point) => point.every((byte, i) => byte === publicKey[i]))) {
    throw new CryptoError('weak-key', 'Curve25519 key has small order');
  }
  return publicKey;
}

/** Whether bytes are a Curve25519 key one may register: `decodeCurveKey` accepts it. Total. */
export function isCurveKey(encoded: Uint8Array): boolean {
  try {
    decodeCurveKey(encoded);
    return true;
  } catch {
    return false;
  }
}

/** Whether a coordinate is below the prime, so that a key has one encoding. */
function isCanonical(publicKey: Uint8Array): boolean {
  for (let i = 31; i >= 0; i--) {
    const difference = (publicKey[i] as number) - (prime[i] as number);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
