import { utf8 } from '../primitives/bytes.ts';
import { hkdfSha256 } from '../primitives/hkdf.ts';

/** What one message is encrypted and authenticated with, and nothing else ever. */
export type MessageKeys = {
  /** AES-256-CBC key, 32 bytes. */
  readonly cipherKey: Uint8Array;
  /** HMAC-SHA256 key, 32 bytes. */
  readonly macKey: Uint8Array;
  /** 16 bytes. */
  readonly iv: Uint8Array;
};

const info = utf8('WhisperMessageKeys');

/**
 * The keys of one message.
 *
 * @param seed 32 bytes from the chain. @param postQuantumKey 32 bytes from the post-quantum ratchet, or
 *   32 zero bytes where none runs.
 */
export function deriveMessageKeys(seed: Uint8Array, postQuantumKey: Uint8Array): MessageKeys {
  const derived = hkdfSha256(postQuantumKey, seed, info, 80);
  return {
    cipherKey: derived.subarray(0, 32),
    macKey: derived.subarray(32, 64),
    iv: derived.subarray(64),
  };
}
