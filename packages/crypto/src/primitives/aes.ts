import { cbc, gcm as portableGcm } from '@noble/ciphers/aes.js';
import { CryptoError, requireLength } from './crypto-error.ts';
import { engineAesGcm } from './engine-aes-gcm.ts';

const gcm = engineAesGcm ?? portableGcm;

/**
 * AES-GCM (NIST SP 800-38D) with a 16- or 32-byte key and a 12-byte nonce never used twice with it:
 * ciphertext and 16-byte tag.
 */
export function sealAesGcm(
  key: Uint8Array,
  nonce: Uint8Array,
  plaintext: Uint8Array,
  associatedData: Uint8Array,
): Uint8Array {
  requireGcmLengths(key, nonce);
  return gcm(key, nonce, associatedData).encrypt(plaintext);
}

/** @throws CryptoError `authentication-failed` for anything but what was sealed with these inputs. */
export function openAesGcm(
  key: Uint8Array,
  nonce: Uint8Array,
  ciphertext: Uint8Array,
  associatedData: Uint8Array,
): Uint8Array {
  requireGcmLengths(key, nonce);
  try {
    return gcm(key, nonce, associatedData).decrypt(ciphertext);
  } catch {
    throw new CryptoError('authentication-failed', 'the ciphertext was not made with these inputs');
  }
}

/** AES-256-CBC with PKCS#7 padding: 32-byte key, 16-byte IV. Unauthenticated: only ever under a MAC. */
export function encryptAesCbc(key: Uint8Array, iv: Uint8Array, plaintext: Uint8Array): Uint8Array {
  requireLength(key, 32, 'key');
  return cbc(key, iv).encrypt(plaintext);
}

/** @throws CryptoError `bad-encoding` for a wrong length or padding. Call it only after the MAC held. */
export function decryptAesCbc(key: Uint8Array, iv: Uint8Array, ciphertext: Uint8Array): Uint8Array {
  requireLength(key, 32, 'key');
  try {
    return cbc(key, iv).decrypt(ciphertext);
  } catch {
    throw new CryptoError('bad-encoding', 'not padded CBC');
  }
}

function requireGcmLengths(key: Uint8Array, nonce: Uint8Array): void {
  if (key.length !== 16) requireLength(key, 32, 'key');
  requireLength(nonce, 12, 'nonce');
}
