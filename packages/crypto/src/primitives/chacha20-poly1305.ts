import { CryptoError, requireLength } from './crypto-error.ts';
import { engine } from './sodium.ts';

/**
 * XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03): ciphertext and 16-byte tag.
 *
 * @param key 32 bytes. @param nonce 24 bytes, never used twice with a key; random ones are safe.
 */
export function sealXChaCha20Poly1305(
  key: Uint8Array,
  nonce: Uint8Array,
  plaintext: Uint8Array,
  associatedData: Uint8Array,
): Uint8Array {
  requireLength(key, 32, 'key');
  requireLength(nonce, 24, 'nonce');
  return engine().crypto_aead_xchacha20poly1305_ietf_encrypt(plaintext, associatedData, null, nonce, key);
}

/** @throws CryptoError `authentication-failed` for anything but what was sealed with these inputs. */
export function openXChaCha20Poly1305(
  key: Uint8Array,
  nonce: Uint8Array,
  ciphertext: Uint8Array,
  associatedData: Uint8Array,
): Uint8Array {
  requireLength(key, 32, 'key');
  requireLength(nonce, 24, 'nonce');
  return authenticated(() =>
    engine().crypto_aead_xchacha20poly1305_ietf_decrypt(null, ciphertext, associatedData, nonce, key),
  );
}

/** ChaCha20-Poly1305 (RFC 8439): 32-byte key, 12-byte nonce never used twice, 16-byte tag. */
export function sealChaCha20Poly1305(
  key: Uint8Array,
  nonce: Uint8Array,
  plaintext: Uint8Array,
  associatedData: Uint8Array,
): Uint8Array {
  requireLength(key, 32, 'key');
  requireLength(nonce, 12, 'nonce');
  return engine().crypto_aead_chacha20poly1305_ietf_encrypt(plaintext, associatedData, null, nonce, key);
}

/** @throws CryptoError `authentication-failed` for anything but what was sealed with these inputs. */
export function openChaCha20Poly1305(
  key: Uint8Array,
  nonce: Uint8Array,
  ciphertext: Uint8Array,
  associatedData: Uint8Array,
): Uint8Array {
  requireLength(key, 32, 'key');
  requireLength(nonce, 12, 'nonce');
  return authenticated(() =>
    engine().crypto_aead_chacha20poly1305_ietf_decrypt(null, ciphertext, associatedData, nonce, key),
  );
}

function authenticated(open: () => Uint8Array): Uint8Array {
  try {
    return open();
  } catch {
    throw new CryptoError('authentication-failed', 'the ciphertext was not made with these inputs');
  }
}
