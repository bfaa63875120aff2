/** Everything this package refuses, by name. */
export type CryptoErrorCode =
  | 'bad-length'
  | 'bad-encoding'
  | 'unsupported-version'
  | 'weak-key'
  | 'authentication-failed'
  | 'not-ready'
  | 'out-of-range'
  | GroupErrorCode;

/** What a group refuses (RFC 9420), beside the general codes. */
type GroupErrorCode =
  | 'unsupported-suite'
  | 'bad-signature'
  | 'invalid-key-package'
  | 'invalid-leaf'
  | 'invalid-tree'
  | 'invalid-proposal'
  | 'invalid-commit'
  | 'invalid-message'
  | 'unknown-proposal'
  | 'unknown-psk'
  | 'unknown-sender'
  | 'wrong-group'
  | 'wrong-epoch'
  | 'generation-consumed'
  | 'generation-too-far'
  | 'not-addressed'
  | 'removed';

/**
 * A caller's mistake or a peer's bad bytes. It never says more than its code: the message holds no key
 * and no plaintext.
 */
export class CryptoError extends Error {
  override readonly name = 'CryptoError';
  readonly code: CryptoErrorCode;

  constructor(code: CryptoErrorCode, what: string) {
    super(`${code}: ${what}`);
    this.code = code;
  }
}

/** @throws CryptoError `bad-length` unless `bytes` has exactly `length` bytes. */
export function requireLength(bytes: Uint8Array, length: number, what: string): void {
  if (bytes.length !== length) throw new CryptoError('bad-length', `${what} must be ${length} bytes`);
}
