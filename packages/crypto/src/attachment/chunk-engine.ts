/**
 * HMAC-SHA256 and AES-256-CTR over whole chunks: the platform's own where there is one, because a large file
 * is a hundred thousand of them. Both are exact functions of their inputs, so two engines cannot disagree.
 */
export type ChunkEngine = (keys: {
  /** 32 bytes each. The caller wipes them once the promise has settled. */
  readonly encryptionKey: Uint8Array;
  readonly authenticationKey: Uint8Array;
}) => Promise<ChunkCipher>;

export type ChunkCipher = {
  /** HMAC-SHA256 (RFC 2104) of `message`: 32 bytes. */
  authenticate(message: Uint8Array): Promise<Uint8Array>;
  /**
   * AES-256-CTR (SP 800-38A) over `bytes`, either way. The counter is all 128 bits of `counter`, counted up
   * as one number that wraps around.
   */
  crypt(counter: Uint8Array, bytes: Uint8Array): Promise<Uint8Array>;
};
