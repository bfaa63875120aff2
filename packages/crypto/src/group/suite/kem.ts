import type { Random } from '../../primitives/random.ts';

/** A key encapsulation mechanism as HPKE uses it (RFC 9180 section 4). Keys and secrets are bytes. */
export type Kem = {
  /** RFC 9180's KEM identifier. */
  readonly id: number;
  readonly publicKeyBytes: number;
  readonly privateKeyBytes: number;
  readonly outputBytes: number;
  /** DeriveKeyPair. @param ikm at least 32 bytes, of which every bit may matter. */
  deriveKeyPair(ikm: Uint8Array): HpkeKeyPair;
  publicKeyOf(privateKey: Uint8Array): Uint8Array;
  encapsulate(
    publicKey: Uint8Array,
    random: Random,
  ): { readonly secret: Uint8Array; readonly output: Uint8Array };
  /** @throws CryptoError `bad-length`, `weak-key`. */
  decapsulate(output: Uint8Array, privateKey: Uint8Array): Uint8Array;
};

export type HpkeKeyPair = { readonly privateKey: Uint8Array; readonly publicKey: Uint8Array };
