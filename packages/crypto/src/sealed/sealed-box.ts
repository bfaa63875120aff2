import { concatBytes, constantTimeEqual, utf8 } from '../primitives/bytes.ts';
import { openXChaCha20Poly1305, sealXChaCha20Poly1305 } from '../primitives/chacha20-poly1305.ts';
import { CryptoError, requireLength } from '../primitives/crypto-error.ts';
import { hmacSha256 } from '../primitives/hmac-sha256.ts';
import type { Random } from '../primitives/random.ts';

/**
 * A small secret sealed under a key:
 *
 *     01 || nonce (24) || commitment (32) || XChaCha20-Poly1305 ciphertext and tag
 *
 * The commitment is a MAC of the nonce under the key, so that a box opens under one key only: an AEAD alone
 * does not promise that.
 */
const version = 1;
const nonceBytes = 24;
const commitmentBytes = 32;
const headerBytes = 1 + nonceBytes + commitmentBytes;
const commitmentLabel = utf8('sotto/sealed-box/1');

/** @param key 32 bytes. @param associatedData what the box belongs to. @returns 73 bytes more than `secret`. */
export function seal(
  key: Uint8Array,
  secret: Uint8Array,
  associatedData: Uint8Array,
  random: Random,
): Uint8Array {
  requireLength(key, 32, 'key');
  const nonce = random(nonceBytes);
  requireLength(nonce, nonceBytes, 'nonce');
  return concatBytes(
    new Uint8Array([version]),
    nonce,
    commitment(key, nonce),
    sealXChaCha20Poly1305(key, nonce, secret, associatedData),
  );
}

/** @throws CryptoError `bad-encoding` for what is no box, `authentication-failed` for another key or other data. */
export function open(key: Uint8Array, box: Uint8Array, associatedData: Uint8Array): Uint8Array {
  requireLength(key, 32, 'key');
  if (box[0] !== version || box.length < headerBytes + 16)
    throw new CryptoError('bad-encoding', 'not a sealed box');
  const nonce = box.slice(1, 1 + nonceBytes);
  if (!constantTimeEqual(commitment(key, nonce), box.subarray(1 + nonceBytes, headerBytes))) {
    throw new CryptoError('authentication-failed', 'sealed under another key');
  }
  return openXChaCha20Poly1305(key, nonce, box.slice(headerBytes), associatedData);
}

function commitment(key: Uint8Array, nonce: Uint8Array): Uint8Array {
  return hmacSha256(key, commitmentLabel, nonce);
}
