import { CryptoError, requireLength } from './crypto-error.ts';

/**
 * A KEM public key or ciphertext on the wire: this byte and 1568 bytes, so that it is never taken for a
 * curve key (REQ-S1).
 */
export const kemKeyType = 0x08;
export const kemKeyBytes = 1569;

/** Bytes of an ML-KEM-1024 key that hold packed coefficients; the rest is a seed. */
const coefficientBytes = 1536;
const modulus = 3329;

/**
 * The 1568 bytes of an encoded KEM key.
 *
 * @throws CryptoError `bad-length`, `bad-encoding` for another type, `weak-key` outside the modulus.
 */
export function decodeKemKey(encoded: Uint8Array): Uint8Array {
  requireLength(encoded, kemKeyBytes, 'Kyber-1024 public key');
  if (encoded[0] !== kemKeyType) throw new CryptoError('bad-encoding', 'not a Kyber-1024 key');
  const publicKey = encoded.slice(1);
  requireModulus(publicKey, coefficientBytes);
  return publicKey;
}

/** Whether bytes are a KEM key one may register: `decodeKemKey` accepts it. Total. */
export function isKemKey(encoded: Uint8Array): boolean {
  try {
    decodeKemKey(encoded);
    return true;
  } catch {
    return false;
  }
}

/**
 * The modulus check of FIPS 203 section 7.2 over the packed 12-bit coefficients of the first `length`
 * bytes.
 *
 * @throws CryptoError `weak-key`.
 */
export function requireModulus(publicKey: Uint8Array, length: number): void {
  for (let i = 0; i < length; i += 3) {
    const [a, b, c] = [publicKey[i] as number, publicKey[i + 1] as number, publicKey[i + 2] as number];
    if ((a | ((b & 0x0f) << 8)) >= modulus || ((b >> 4) | (c << 4)) >= modulus) {
      throw new CryptoError('weak-key', 'ML-KEM key outside the modulus');
    }
  }
}
