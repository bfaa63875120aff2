import { hmacSha256 } from '../primitives/hmac-sha256.ts';

const messageKeyByte = new Uint8Array([1]);
const chainKeyByte = new Uint8Array([2]);

/** The next chain key (32 bytes). Double Ratchet, "Recommended cryptographic algorithms", KDF_CK. */
export function nextChainKey(chainKey: Uint8Array): Uint8Array {
  return hmacSha256(chainKey, chainKeyByte);
}

/** What the message key of this step is derived from (32 bytes). Double Ratchet, KDF_CK. */
export function messageKeySeed(chainKey: Uint8Array): Uint8Array {
  return hmacSha256(chainKey, messageKeyByte);
}
