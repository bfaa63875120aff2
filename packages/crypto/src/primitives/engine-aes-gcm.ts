/** AES-GCM as `@noble/ciphers` has it: ciphertext and 16-byte tag; `decrypt` throws for what does not hold. */
type AesGcm = {
  encrypt(plaintext: Uint8Array): Uint8Array;
  decrypt(ciphertext: Uint8Array): Uint8Array;
};

const tagBytes = 16;

/** What is used of `node:crypto`, which this package does not import: it runs in browsers as well. */
type NodeCipher = {
  setAAD(associatedData: Uint8Array): void;
  update(bytes: Uint8Array): Uint8Array;
  final(): Uint8Array;
};
type NodeCrypto = {
  createCipheriv(
    algorithm: string,
    key: Uint8Array,
    nonce: Uint8Array,
  ): NodeCipher & { getAuthTag(): Uint8Array };
  createDecipheriv(
    algorithm: string,
    key: Uint8Array,
    nonce: Uint8Array,
    options: { authTagLength: number },
  ): NodeCipher & { setAuthTag(tag: Uint8Array): void };
};
type Host = { readonly process?: { getBuiltinModule?(name: 'node:crypto'): NodeCrypto | undefined } };

const nodeCrypto = (globalThis as Host).process?.getBuiltinModule?.('node:crypto');

/**
 * The engine's own AES-GCM, in hardware, where it answers at once. Node's does; a browser's only answers later.
 *
 * @param key 16 or 32 bytes.
 * @param nonce 12 bytes.
 */
export const engineAesGcm =
  nodeCrypto === undefined
    ? undefined
    : (key: Uint8Array, nonce: Uint8Array, associatedData: Uint8Array): AesGcm => {
        const algorithm = `aes-${key.length * 8}-gcm`;
        return {
          encrypt(plaintext) {
            const cipher = nodeCrypto.createCipheriv(algorithm, key, nonce);
            cipher.setAAD(associatedData);
            const sealed = new Uint8Array(plaintext.length + tagBytes);
            sealed.set(cipher.update(plaintext));
            cipher.final();
            sealed.set(cipher.getAuthTag(), plaintext.length);
            return sealed;
          },
          decrypt(ciphertext) {
            const end = ciphertext.length - tagBytes;
            if (end < 0) throw new RangeError('shorter than its tag');
            const options = { authTagLength: tagBytes };
            const decipher = nodeCrypto.createDecipheriv(algorithm, key, nonce, options);
            decipher.setAAD(associatedData);
            decipher.setAuthTag(ciphertext.subarray(end));
            // A copy in memory of its own: Node's may be part of a buffer that others share.
            const plaintext = new Uint8Array(decipher.update(ciphertext.subarray(0, end)));
            decipher.final();
            return plaintext;
          },
        };
      };
