import type { ChunkEngine } from './chunk-engine.ts';

/** What is used of the Web Cryptography API, whose own types this package does not know. */
export type SubtleLike<Key> = {
  importKey(
    format: 'raw',
    key: Uint8Array<ArrayBuffer>,
    algorithm: { name: string; hash?: string },
    extractable: boolean,
    usages: ('sign' | 'encrypt')[],
  ): Promise<Key>;
  sign(algorithm: 'HMAC', key: Key, message: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
  encrypt(
    algorithm: { name: 'AES-CTR'; counter: Uint8Array<ArrayBuffer>; length: number },
    key: Key,
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<ArrayBuffer>;
};

/** The engine's own cryptography, away from the thread that asks; its keys cannot be read out again. */
export function webCryptoChunkEngine<Key>(subtle: SubtleLike<Key>): ChunkEngine {
  return async ({ encryptionKey, authenticationKey }) => {
    const [encrypting, authenticating] = await Promise.all([
      subtle.importKey('raw', owned(encryptionKey), { name: 'AES-CTR' }, false, ['encrypt']),
      subtle.importKey('raw', owned(authenticationKey), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']),
    ]);
    return {
      authenticate: async (message) =>
        new Uint8Array(await subtle.sign('HMAC', authenticating, owned(message))),
      crypt: async (counter, bytes) =>
        new Uint8Array(
          await subtle.encrypt(
            { name: 'AES-CTR', counter: owned(counter), length: 128 },
            encrypting,
            owned(bytes),
          ),
        ),
    };
  };
}

/** The API wants memory that is not shared; what this package passes never is. */
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes as Uint8Array<ArrayBuffer>;
}
