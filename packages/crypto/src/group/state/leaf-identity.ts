import { basicCredential, type Credential } from '../structures/credential.ts';

/** Who a member is, and the key it signs with. */
export type LeafIdentity = {
  /** The identity of a basic credential. */
  readonly credential: Uint8Array;
  /** Ed25519 seed, 32 bytes. */
  readonly signaturePrivateKey: Uint8Array;
  /** Ed25519, 32 bytes. */
  readonly signaturePublicKey: Uint8Array;
};

export const credentialOf = (identity: LeafIdentity): Credential => basicCredential(identity.credential);
