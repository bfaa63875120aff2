import { type CiphersuiteImpl, defaultCryptoProvider, getCiphersuiteFromName } from 'ts-mls';
import type { Suite } from './mls-peer.ts';

/**
 * The suite as ts-mls computes it. It gives the number 0x004D to a suite of its own; what 0x004D means
 * (X-Wing, ChaCha20-Poly1305, SHA-256, Ed25519) is put together from its parts under that name.
 */
export function tsMlsSuite(suite: Suite): Promise<CiphersuiteImpl> {
  switch (suite) {
    case 0x0001:
      return named('MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519');
    case 0x0003:
      return named('MLS_128_DHKEMX25519_CHACHA20POLY1305_SHA256_Ed25519');
    case 0x004d:
      return defaultCryptoProvider.getCiphersuiteImpl({
        hash: 'SHA-256',
        hpke: { kem: 'X-Wing', aead: 'CHACHA20POLY1305', kdf: 'HKDF-SHA256' },
        signature: 'Ed25519',
        name: 'MLS_128_MLKEM512_AES128GCM_SHA256_Ed25519',
      });
  }
}

function named(name: Parameters<typeof getCiphersuiteFromName>[0]): Promise<CiphersuiteImpl> {
  return defaultCryptoProvider.getCiphersuiteImpl(getCiphersuiteFromName(name));
}
