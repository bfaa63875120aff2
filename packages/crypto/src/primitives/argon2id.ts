import { argon2id as hashArgon2id } from 'hash-wasm';

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
 * @param salt at least 8 bytes, stored beside the result.
 */
export async function argon2id(
  password: Uint8Array,
  salt: Uint8Array,
  parameters: Argon2Parameters,
  length: number,
  secret?: Uint8Array,
): Promise<Uint8Array> {
  return hashArgon2id({
    password,
    salt,
    memorySize: parameters.memoryKiB,
    iterations: parameters.passes,
    parallelism: parameters.lanes,
    hashLength: length,
    outputType: 'binary',
    ...(secret === undefined ? {} : { secret }),
  });
}
