import { ctr } from '@noble/ciphers/aes.js';
import { hmacSha256 } from '../primitives/hmac-sha256.ts';
import type { ChunkEngine } from './chunk-engine.ts';

/** In JavaScript alone: the slow twin every other engine is compared with. */
export const portableChunkEngine: ChunkEngine = async (keys) => {
  const encryptionKey = keys.encryptionKey.slice();
  const authenticationKey = keys.authenticationKey.slice();
  return {
    authenticate: async (message) => hmacSha256(authenticationKey, message),
    crypt: async (counter, bytes) => ctr(encryptionKey, counter).encrypt(bytes),
  };
};
