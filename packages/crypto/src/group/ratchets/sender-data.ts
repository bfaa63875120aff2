import { CryptoError } from '../../primitives/crypto-error.ts';
import { decode } from '../codec/tls-reader.ts';
import { TlsWriter } from '../codec/tls-writer.ts';
import { type CipherSuite, hashBytes, nonceBytes } from '../suite/cipher-suite.ts';
import { expandWithLabel } from '../suite/labels.ts';
import type { MessageKey } from './sender-ratchet.ts';

/** Who sent a private message, and which key it is under (RFC 9420 section 6.3.2). */
export type SenderData = {
  readonly leaf: number;
  readonly generation: number;
  /** 4 bytes, fresh: two messages under one key after a roll-back still differ in their nonce. */
  readonly reuseGuard: Uint8Array;
};

/** The key that seals sender data, from a sample of the ciphertext. */
export function senderDataKey(suite: CipherSuite, secret: Uint8Array, ciphertext: Uint8Array): MessageKey {
  const sample = ciphertext.slice(0, hashBytes);
  return {
    key: expandWithLabel(secret, 'key', sample, suite.aead.keyBytes),
    nonce: expandWithLabel(secret, 'nonce', sample, nonceBytes),
  };
}

export function encodeSenderData(data: SenderData): Uint8Array {
  return new TlsWriter(12).uint32(data.leaf).uint32(data.generation).bytes(data.reuseGuard).finish();
}

/** @throws CryptoError `bad-encoding`. */
export function decodeSenderData(bytes: Uint8Array): SenderData {
  return decode(
    (reader) => ({ leaf: reader.uint32(), generation: reader.uint32(), reuseGuard: reader.bytes(4) }),
    bytes,
  );
}

/** The nonce with the reuse guard over its first four bytes. */
export function guardNonce(nonce: Uint8Array, reuseGuard: Uint8Array): Uint8Array {
  if (reuseGuard.length !== 4) throw new CryptoError('bad-length', 'reuse guard');
  const guarded = nonce.slice();
  for (let i = 0; i < 4; i++) guarded[i] = (guarded[i] as number) ^ (reuseGuard[i] as number);
  return guarded;
}
