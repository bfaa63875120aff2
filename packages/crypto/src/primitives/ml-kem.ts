import { ml_kem1024 } from '@noble/post-quantum/ml-kem.js';
import { constantTimeEqual } from './bytes.ts';
import { CryptoError, requireLength } from './crypto-error.ts';
import { sha3 } from './hash.ts';
import { requireModulus } from './kem-key.ts';
import { engine } from './sodium.ts';

export type KemKeyPair = { readonly privateKey: Uint8Array; readonly publicKey: Uint8Array };
export type Encapsulation = { readonly ciphertext: Uint8Array; readonly sharedSecret: Uint8Array };

/** ML-KEM-768 (FIPS 203): encapsulation key 1184, decapsulation key 2400, ciphertext 1088, secret 32 bytes. */
export const mlKem768 = {
  /** @param seed 64 bytes, d || z. */
  keyPair(seed: Uint8Array): KemKeyPair {
    requireLength(seed, 64, 'ML-KEM seed');
    const { publicKey, privateKey } = engine().crypto_kem_mlkem768_seed_keypair(seed);
    return { publicKey, privateKey };
  },
  /**
   * @param publicKey 1184 bytes. @param m 32 fresh random bytes.
   * @throws CryptoError `weak-key` for a key with a coefficient outside the modulus (FIPS 203 section 7.2).
   */
  encapsulate(publicKey: Uint8Array, m: Uint8Array): Encapsulation {
    requireLength(publicKey, 1184, 'ML-KEM-768 encapsulation key');
    requireLength(m, 32, 'ML-KEM randomness');
    requireModulus(publicKey, 1152);
    const { ciphertext, sharedSecret } = engine().crypto_kem_mlkem768_enc_deterministic(publicKey, m);
    return { ciphertext, sharedSecret };
  },
  /**
   * The shared secret; for a ciphertext that was not made for this key, an unrelated one (implicit rejection).
   * @throws CryptoError `bad-encoding` for a decapsulation key whose hash does not fit (FIPS 203 section 7.3).
   */
  decapsulate(privateKey: Uint8Array, ciphertext: Uint8Array): Uint8Array {
    requireLength(privateKey, 2400, 'ML-KEM-768 decapsulation key');
    requireLength(ciphertext, 1088, 'ML-KEM-768 ciphertext');
    if (!constantTimeEqual(sha3(privateKey.subarray(1152, 2336)), privateKey.subarray(2336, 2368))) {
      throw new CryptoError('bad-encoding', 'ML-KEM-768 decapsulation key is damaged');
    }
    return engine().crypto_kem_mlkem768_dec(ciphertext, privateKey);
  },
} as const;

/** ML-KEM-1024 (FIPS 203): encapsulation key 1568, decapsulation key 3168, ciphertext 1568, secret 32 bytes. */
export const mlKem1024 = {
  /** @param seed 64 bytes, d || z. */
  keyPair(seed: Uint8Array): KemKeyPair {
    requireLength(seed, 64, 'ML-KEM seed');
    const { publicKey, secretKey } = ml_kem1024.keygen(seed);
    return { publicKey, privateKey: secretKey };
  },
  /**
   * @param publicKey 1568 bytes. @param m 32 fresh random bytes.
   * @throws CryptoError `weak-key` for a key with a coefficient outside the modulus (FIPS 203 section 7.2).
   */
  encapsulate(publicKey: Uint8Array, m: Uint8Array): Encapsulation {
    requireLength(publicKey, 1568, 'ML-KEM-1024 encapsulation key');
    requireLength(m, 32, 'ML-KEM randomness');
    requireModulus(publicKey, 1536);
    const { cipherText, sharedSecret } = ml_kem1024.encapsulate(publicKey, m);
    return { ciphertext: cipherText, sharedSecret };
  },
  /**
   * The shared secret; for a ciphertext that was not made for this key, an unrelated one.
   * @throws CryptoError `bad-encoding` for a decapsulation key whose hash does not fit (FIPS 203 section 7.3).
   */
  decapsulate(privateKey: Uint8Array, ciphertext: Uint8Array): Uint8Array {
    requireLength(privateKey, 3168, 'ML-KEM-1024 decapsulation key');
    requireLength(ciphertext, 1568, 'ML-KEM-1024 ciphertext');
    try {
      return ml_kem1024.decapsulate(ciphertext, privateKey);
    } catch {
      throw new CryptoError('bad-encoding', 'ML-KEM-1024 decapsulation key is damaged');
    }
  },
} as const;
