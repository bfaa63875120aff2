import { hmacSha256 } from '../../primitives/hmac-sha256.ts';
import type { GroupContext } from '../structures/group-context.ts';
import { hashBytes } from '../suite/cipher-suite.ts';
import { deriveSecret, expandWithLabel } from '../suite/labels.ts';

/** 32 zero bytes: the secret of no pre-shared key, and the commit secret of no path. */
export const zeroSecret: Uint8Array = new Uint8Array(hashBytes);

/** What a group keeps of an epoch's key schedule (RFC 9420 section 8). Each 32 bytes. */
export type EpochSecrets = {
  readonly senderData: Uint8Array;
  readonly exporter: Uint8Array;
  readonly external: Uint8Array;
  readonly membership: Uint8Array;
  readonly resumptionPsk: Uint8Array;
  readonly authenticator: Uint8Array;
  /** Enters the next epoch. */
  readonly init: Uint8Array;
};

/** All an epoch begins with: what is kept, and what is used once. */
export type NewEpoch = {
  readonly secrets: EpochSecrets;
  /** The root of the secret tree. */
  readonly encryption: Uint8Array;
  readonly confirmation: Uint8Array;
};

/** joiner_secret (RFC 9420 section 8): 32 bytes. @param init init secret of the epoch before. */
export function joinerSecret(init: Uint8Array, commitSecret: Uint8Array, context: GroupContext): Uint8Array {
  return expandWithLabel(hmacSha256(init, commitSecret), 'joiner', context.encoded, hashBytes);
}

/** welcome_secret (RFC 9420 section 8): 32 bytes. */
export function welcomeSecret(joiner: Uint8Array, pskSecret: Uint8Array): Uint8Array {
  return deriveSecret(hmacSha256(joiner, pskSecret), 'welcome');
}

/** epoch_secret (RFC 9420 section 8): 32 bytes. */
export function epochSecret(joiner: Uint8Array, pskSecret: Uint8Array, context: GroupContext): Uint8Array {
  return expandWithLabel(hmacSha256(joiner, pskSecret), 'epoch', context.encoded, hashBytes);
}

/** The secrets of an epoch from its epoch_secret (RFC 9420 section 8, table 4). */
export function newEpoch(secret: Uint8Array): NewEpoch {
  return {
    secrets: {
      senderData: deriveSecret(secret, 'sender data'),
      exporter: deriveSecret(secret, 'exporter'),
      external: deriveSecret(secret, 'external'),
      membership: deriveSecret(secret, 'membership'),
      resumptionPsk: deriveSecret(secret, 'resumption'),
      authenticator: deriveSecret(secret, 'authentication'),
      init: deriveSecret(secret, 'init'),
    },
    encryption: deriveSecret(secret, 'encryption'),
    confirmation: deriveSecret(secret, 'confirm'),
  };
}
