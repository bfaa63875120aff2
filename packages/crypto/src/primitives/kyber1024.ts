import { concatBytes } from './bytes.ts';
import { CryptoError, requireLength } from './crypto-error.ts';
import { sha3, shake256 } from './hash.ts';
import { decodeKemKey, kemKeyBytes, kemKeyType } from './kem-key.ts';
import { type Encapsulation, type KemKeyPair, mlKem1024 } from './ml-kem.ts';
import type { Random } from './random.ts';

// CRYSTALS-Kyber-1024, round 3: what PQXDH calls its KEM today. Key formats are those of ML-KEM-1024; the
// randomness is hashed first and the shared secret is bound to the ciphertext afterwards.

/** A fresh key pair: encoded public key 1569 bytes, private key 3168 bytes. */
export function generateKyber1024(random: Random): KemKeyPair {
  const { publicKey, privateKey } = mlKem1024.keyPair(random(64));
  return { publicKey: withType(publicKey), privateKey };
}

/**
 * @param encoded 1569 bytes.
 * @returns ciphertext with its type byte (1569 bytes) and shared secret (32 bytes).
 * @throws CryptoError as `decodeKemKey`.
 */
export function encapsulateKyber1024(encoded: Uint8Array, random: Random): Encapsulation {
  const { ciphertext, sharedSecret } = mlKem1024.encapsulate(decodeKemKey(encoded), sha3(random(32)));
  return { ciphertext: withType(ciphertext), sharedSecret: bind(sharedSecret, ciphertext) };
}

/**
 * The shared secret (32 bytes) of a ciphertext with its type byte (1569 bytes).
 *
 * @throws CryptoError `bad-encoding` for another type, `bad-length`.
 */
export function decapsulateKyber1024(privateKey: Uint8Array, ciphertext: Uint8Array): Uint8Array {
  requireLength(ciphertext, kemKeyBytes, 'Kyber-1024 ciphertext');
  if (ciphertext[0] !== kemKeyType) throw new CryptoError('bad-encoding', 'not a Kyber-1024 ciphertext');
  const bare = ciphertext.slice(1);
  return bind(mlKem1024.decapsulate(privateKey, bare), bare);
}

function bind(kbar: Uint8Array, ciphertext: Uint8Array): Uint8Array {
  return shake256(concatBytes(kbar, sha3(ciphertext)), 32);
}

function withType(bytes: Uint8Array): Uint8Array {
  return concatBytes(new Uint8Array([kemKeyType]), bytes);
}
