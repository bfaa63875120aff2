import { CryptoError } from '../../primitives/crypto-error.ts';
import { type Aead, aes128Gcm, chaCha20Poly1305 } from './aead.ts';
import { dhkemX25519 } from './dhkem-x25519.ts';
import type { Kem } from './kem.ts';
import { xWingKem } from './x-wing-kem.ts';

/** Lengths every suite here shares: SHA-256 throughout, Ed25519 signatures. */
export const hashBytes = 32;
export const nonceBytes = 12;

/**
 * A cipher suite of RFC 9420 section 5.1. All of them hash with SHA-256 and sign with Ed25519; they differ in
 * how keys are agreed and content is sealed.
 */
export type CipherSuite = {
  /** The code point on the wire. */
  readonly id: CipherSuiteId;
  readonly name: string;
  readonly kem: Kem;
  readonly aead: Aead;
};

export type CipherSuiteId = 0x0001 | 0x0003 | 0x004d;

const suites: readonly CipherSuite[] = [
  { id: 0x0001, name: 'MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519', kem: dhkemX25519, aead: aes128Gcm },
  {
    id: 0x0003,
    name: 'MLS_128_DHKEMX25519_CHACHA20POLY1305_SHA256_Ed25519',
    kem: dhkemX25519,
    aead: chaCha20Poly1305,
  },
  {
    id: 0x004d,
    name: 'MLS_256_XWING_CHACHA20POLY1305_SHA256_Ed25519',
    kem: xWingKem,
    aead: chaCha20Poly1305,
  },
];

/** The code points of every suite a client here takes part in. */
export const supportedSuites: readonly CipherSuiteId[] = suites.map((suite) => suite.id);

/** @throws CryptoError `unsupported-suite`. */
export function cipherSuite(id: number): CipherSuite {
  const found = suites.find((suite) => suite.id === id);
  if (found === undefined) throw new CryptoError('unsupported-suite', `cipher suite ${id}`);
  return found;
}
