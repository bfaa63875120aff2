import { openAesGcm, sealAesGcm } from '../../primitives/aes.ts';
import { openChaCha20Poly1305, sealChaCha20Poly1305 } from '../../primitives/chacha20-poly1305.ts';

/** An AEAD of RFC 9180 section 7.3: 12-byte nonce, 16-byte tag at the end of the ciphertext. */
export type Aead = {
  readonly id: number;
  readonly keyBytes: number;
  seal(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array, associatedData: Uint8Array): Uint8Array;
  /** @throws CryptoError `authentication-failed`. */
  open(key: Uint8Array, nonce: Uint8Array, ciphertext: Uint8Array, associatedData: Uint8Array): Uint8Array;
};

export const aes128Gcm: Aead = { id: 0x0001, keyBytes: 16, seal: sealAesGcm, open: openAesGcm };

export const chaCha20Poly1305: Aead = {
  id: 0x0003,
  keyBytes: 32,
  seal: sealChaCha20Poly1305,
  open: openChaCha20Poly1305,
};
