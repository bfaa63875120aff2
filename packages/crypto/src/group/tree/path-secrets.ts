import type { CipherSuite } from '../suite/cipher-suite.ts';
import type { HpkeKeyPair } from '../suite/kem.ts';
import { deriveSecret } from '../suite/labels.ts';

/** The path secret of the next node up, or the commit secret above the last (RFC 9420 section 7.4): 32 bytes. */
export const nextPathSecret = (pathSecret: Uint8Array): Uint8Array => deriveSecret(pathSecret, 'path');

/** A node's key pair from its path secret (RFC 9420 section 7.4). */
export function nodeKeyPair(suite: CipherSuite, pathSecret: Uint8Array): HpkeKeyPair {
  return suite.kem.deriveKeyPair(deriveSecret(pathSecret, 'node'));
}
