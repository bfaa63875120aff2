import { argon2id as hashArgon2id } from 'hash-wasm';
import { CryptoError } from './crypto-error.ts';

/** How hard a passphrase is stretched; stored beside the result, so that it can be raised later. */
export type Argon2Parameters = {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
};

/**
 * Argon2id version 1.3 (RFC 9106): `length` bytes. The one function of this package that waits: it takes
 * a good part of a second by design.
 *
 * @param password at least one byte. @param salt at least 8 bytes, stored beside the result.
 * @param length 4 bytes or more. @param secret a key kept apart from the result, if any.
 * @throws CryptoError `bad-length` for a password or salt too short, `out-of-range` for parameters the RFC
 *   does not allow.
 */
export async function argon2id(
  password: Uint8Array,
  salt: Uint8Array,
  parameters: Argon2Parameters,
  length: number,
  secret?: Uint8Array,
): Promise<Uint8Array> {
  if (password.length === 0) throw new CryptoError('bad-length', 'password must not be empty');
  if (salt.length < 8) throw new CryptoError('bad-length', 'salt must be 8 bytes or more');
  const { memoryKiB, passes, lanes } = parameters;
  if (passes < 1 || lanes < 1 || memoryKiB < 8 * lanes || length < 4) {
    throw new CryptoError('out-of-range', 'Argon2id parameters');
  }
  return hashArgon2id({
    password,
    salt,
    memorySize: memoryKiB,
    iterations: passes,
    parallelism: lanes,
    hashLength: length,
    outputType: 'binary',
    ...(secret === undefined ? {} : { secret }),
  });
}
