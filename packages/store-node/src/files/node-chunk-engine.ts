import { createCipheriv, createHmac } from 'node:crypto';
import type { ChunkEngine } from '@sotto/client/platform';

/** Node's own, without a detour through its thread pool: a chunk takes a tenth of a millisecond. */
export const nodeChunkEngine: ChunkEngine = async ({ encryptionKey, authenticationKey }) => {
  const encrypting = encryptionKey.slice();
  const authenticating = authenticationKey.slice();
  return {
    authenticate: async (message) => createHmac('sha256', authenticating).update(message).digest(),
    crypt: async (counter, bytes) => createCipheriv('aes-256-ctr', encrypting, counter).update(bytes),
  };
};
