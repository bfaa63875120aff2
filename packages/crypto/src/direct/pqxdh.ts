import { concatBytes, utf8, wipe } from '../primitives/bytes.ts';
import { hkdfSha256 } from '../primitives/hkdf.ts';
import { x25519 } from '../primitives/x25519.ts';

/** What both sides hold after the handshake, 32 bytes each. */
export type HandshakeSecrets = {
  readonly rootKey: Uint8Array;
  readonly chainKey: Uint8Array;
  /** Seeds the post-quantum ratchet. */
  readonly postQuantumSeed: Uint8Array;
};

const info = utf8('WhisperText_X25519_SHA-256_CRYSTALS-KYBER-1024');
/** Keeps the key derivation apart from XEdDSA's use of the same curve. PQXDH section 2.2, F. */
const domainSeparation = new Uint8Array(32).fill(0xff);
const zeroSalt = new Uint8Array(32);

/**
 * The initiator's side of PQXDH (section 3.3). Private keys and public keys are 32 bytes each, the KEM
 * secret is 32 bytes.
 *
 * @throws CryptoError `weak-key` when an agreement yields zero.
 */
export function initiatorSecrets(keys: {
  identityPrivate: Uint8Array;
  basePrivate: Uint8Array;
  remoteIdentity: Uint8Array;
  remoteSignedPrekey: Uint8Array;
  remoteOneTimePrekey: Uint8Array | undefined;
  kemSecret: Uint8Array;
}): HandshakeSecrets {
  const agreements = [
    x25519(keys.identityPrivate, keys.remoteSignedPrekey),
    x25519(keys.basePrivate, keys.remoteIdentity),
    x25519(keys.basePrivate, keys.remoteSignedPrekey),
  ];
  if (keys.remoteOneTimePrekey !== undefined)
    agreements.push(x25519(keys.basePrivate, keys.remoteOneTimePrekey));
  return derive(agreements, keys.kemSecret);
}

/** The responder's side of PQXDH (section 3.4). As `initiatorSecrets`. */
export function responderSecrets(keys: {
  identityPrivate: Uint8Array;
  signedPrekeyPrivate: Uint8Array;
  oneTimePrekeyPrivate: Uint8Array | undefined;
  remoteIdentity: Uint8Array;
  remoteBase: Uint8Array;
  kemSecret: Uint8Array;
}): HandshakeSecrets {
  const agreements = [
    x25519(keys.signedPrekeyPrivate, keys.remoteIdentity),
    x25519(keys.identityPrivate, keys.remoteBase),
    x25519(keys.signedPrekeyPrivate, keys.remoteBase),
  ];
  if (keys.oneTimePrekeyPrivate !== undefined)
    agreements.push(x25519(keys.oneTimePrekeyPrivate, keys.remoteBase));
  return derive(agreements, keys.kemSecret);
}

function derive(agreements: readonly Uint8Array[], kemSecret: Uint8Array): HandshakeSecrets {
  const input = concatBytes(domainSeparation, ...agreements, kemSecret);
  const derived = hkdfSha256(zeroSalt, input, info, 96);
  wipe(input, ...agreements);
  return {
    rootKey: derived.slice(0, 32),
    chainKey: derived.slice(32, 64),
    postQuantumSeed: derived.slice(64),
  };
}
