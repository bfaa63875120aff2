import type { X25519KeyPair } from '../primitives/x25519.ts';

/** This device, as a session sees it. */
export type LocalIdentity = {
  /** X25519, 32 bytes. */
  readonly privateKey: Uint8Array;
  /** Encoded, 33 bytes. */
  readonly publicKey: Uint8Array;
  readonly registrationId: number;
};

/**
 * The private prekeys a first message may ask for, looked up by id. A one-time prekey that was used is
 * gone from here: that is what refuses its second use (REQ-S3).
 */
export type LocalPrekeys = {
  signedPrekey(id: number): X25519KeyPair | undefined;
  /** Private key, 32 bytes. */
  oneTimePrekey(id: number): Uint8Array | undefined;
  /** Private key, 3168 bytes, and whether it is the last-resort key, which is not used up. */
  kemPrekey(id: number): { readonly privateKey: Uint8Array; readonly lastResort: boolean } | undefined;
  /** Whether a handshake with this base key (33 bytes) was accepted with this last-resort key before. */
  wasBaseKeySeen(kemPrekeyId: number, baseKey: Uint8Array): boolean;
};
