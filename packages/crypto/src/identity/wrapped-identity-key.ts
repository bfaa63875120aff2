import { utf8, wipe } from '../primitives/bytes.ts';
import { ed25519KeyPair } from '../primitives/ed25519.ts';
import { hkdfSha256 } from '../primitives/hkdf.ts';
import type { Random } from '../primitives/random.ts';
import { open, seal } from '../sealed/sealed-box.ts';

const info = utf8('sotto/wrapped-identity-key/1');

/**
 * The identity seed (32 bytes) sealed under a key that only the passphrase yields, for the server to keep.
 *
 * @param exportKey OPAQUE's export key: 64 bytes, never seen by the server.
 */
export function wrapIdentityKey(
  seed: Uint8Array,
  exportKey: Uint8Array,
  accountId: string,
  random: Random,
): Uint8Array {
  const key = wrappingKey(exportKey);
  try {
    return seal(key, seed, utf8(accountId), random);
  } finally {
    wipe(key);
  }
}

/**
 * @returns the identity seed, checked against the account's public key.
 * @throws CryptoError `authentication-failed` when the passphrase, the account or the bytes are others.
 */
export function unwrapIdentityKey(
  wrapped: Uint8Array,
  exportKey: Uint8Array,
  accountId: string,
): { seed: Uint8Array; publicKey: Uint8Array } {
  const key = wrappingKey(exportKey);
  try {
    return ed25519KeyPair(open(key, wrapped, utf8(accountId)));
  } finally {
    wipe(key);
  }
}

function wrappingKey(exportKey: Uint8Array): Uint8Array {
  return hkdfSha256(new Uint8Array(), exportKey, info, 32);
}
