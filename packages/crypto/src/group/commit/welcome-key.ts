import type { MessageKey } from '../ratchets/sender-ratchet.ts';
import { type CipherSuite, nonceBytes } from '../suite/cipher-suite.ts';
import { expandWithLabel } from '../suite/labels.ts';

/** The key that seals the GroupInfo of a Welcome (RFC 9420 section 12.4.3.1). @param secret welcome_secret. */
export function welcomeKey(suite: CipherSuite, secret: Uint8Array): MessageKey {
  const none = new Uint8Array();
  return {
    key: expandWithLabel(secret, 'key', none, suite.aead.keyBytes),
    nonce: expandWithLabel(secret, 'nonce', none, nonceBytes),
  };
}
