import { utf8, wipe } from '../primitives/bytes.ts';
import { hkdfSha256 } from '../primitives/hkdf.ts';
import { x25519 } from '../primitives/x25519.ts';

const info = utf8('WhisperRatchet');

/**
 * One turn of the Diffie-Hellman ratchet. Double Ratchet, KDF_RK.
 *
 * @param rootKey 32 bytes. @param privateKey our ratchet key, 32 bytes. @param publicKey theirs, 32 bytes.
 * @returns root key and chain key, 32 bytes each, fresh.
 * @throws CryptoError `weak-key` when the agreement yields zero.
 */
export function nextRootKey(
  rootKey: Uint8Array,
  privateKey: Uint8Array,
  publicKey: Uint8Array,
): { rootKey: Uint8Array; chainKey: Uint8Array } {
  const agreement = x25519(privateKey, publicKey);
  const derived = hkdfSha256(rootKey, agreement, info, 64);
  wipe(agreement);
  return { rootKey: derived.slice(0, 32), chainKey: derived.slice(32) };
}
