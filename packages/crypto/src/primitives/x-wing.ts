import { requireLength } from './crypto-error.ts';
import type { Encapsulation, KemKeyPair } from './ml-kem.ts';
import { engine } from './sodium.ts';

/**
 * X-Wing (draft-connolly-cfrg-xwing-kem): ML-KEM-768 and X25519 as one KEM. Public key 1216, private key
 * (a seed) 32, ciphertext 1120, secret 32 bytes.
 */
export const xWing = {
  /** @param seed 32 bytes. */
  keyPair(seed: Uint8Array): KemKeyPair {
    requireLength(seed, 32, 'X-Wing seed');
    const { publicKey, privateKey } = engine().crypto_kem_xwing_seed_keypair(seed);
    return { publicKey, privateKey };
  },
  /** @param publicKey 1216 bytes. @param eseed 64 fresh random bytes. */
  encapsulate(publicKey: Uint8Array, eseed: Uint8Array): Encapsulation {
    requireLength(publicKey, 1216, 'X-Wing public key');
    requireLength(eseed, 64, 'X-Wing randomness');
    const { ciphertext, sharedSecret } = engine().crypto_kem_xwing_enc_deterministic(publicKey, eseed);
    return { ciphertext, sharedSecret };
  },
  decapsulate(privateKey: Uint8Array, ciphertext: Uint8Array): Uint8Array {
    requireLength(privateKey, 32, 'X-Wing private key');
    requireLength(ciphertext, 1120, 'X-Wing ciphertext');
    return engine().crypto_kem_xwing_dec(ciphertext, privateKey);
  },
} as const;
