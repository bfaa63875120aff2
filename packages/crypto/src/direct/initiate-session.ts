import type { VerifiedPrekeyBundle } from '../identity/prekey-bundle.ts';
import { decodeCurveKey, encodeCurveKey } from '../primitives/curve-key.ts';
import { encapsulateKyber1024 } from '../primitives/kyber1024.ts';
import type { Random } from '../primitives/random.ts';
import { generateX25519 } from '../primitives/x25519.ts';
import { verifyXeddsa } from '../primitives/xeddsa-verify.ts';
import { handshakeBinding, type SessionAddresses } from './handshake-binding.ts';
import type { LocalIdentity } from './local-identity.ts';
import { noPostQuantumRatchet, type PostQuantumRatchet } from './post-quantum-ratchet.ts';
import { initiatorSecrets } from './pqxdh.ts';
import { nextRootKey } from './root-key.ts';
import { promoteSession } from './session-record.ts';
import type { SessionRecord, SessionState } from './session-state.ts';

export type InitiateOutcome =
  | { readonly kind: 'initiated'; readonly record: SessionRecord }
  | { readonly kind: 'refused'; readonly reason: 'signed-prekey-signature' | 'kem-prekey-signature' };

/**
 * Start a session with a device from its bundle: PQXDH section 3.3, then the first turn of the Double
 * Ratchet. Nothing travels yet; the first message carries the handshake.
 *
 * @param addresses binds the session to both ends by name; absent only towards foreign implementations.
 * @param now Unix milliseconds.
 * @returns the record with the new session to send on; the one before is archived.
 * @throws CryptoError for a key that is malformed, weak or of another type.
 */
export function initiateSession(
  record: SessionRecord,
  local: LocalIdentity,
  bundle: VerifiedPrekeyBundle,
  addresses: SessionAddresses | undefined,
  now: number,
  random: Random,
  postQuantumRatchet: PostQuantumRatchet = noPostQuantumRatchet,
): InitiateOutcome {
  const remoteIdentity = decodeCurveKey(bundle.identityKey);
  const { signedPrekey, oneTimePrekey, kemPrekey } = bundle;
  if (!verifyXeddsa(remoteIdentity, signedPrekey.publicKey, signedPrekey.signature)) {
    return { kind: 'refused', reason: 'signed-prekey-signature' };
  }
  if (!verifyXeddsa(remoteIdentity, kemPrekey.publicKey, kemPrekey.signature)) {
    return { kind: 'refused', reason: 'kem-prekey-signature' };
  }
  const remoteSignedPrekey = decodeCurveKey(signedPrekey.publicKey);
  const base = generateX25519(random);
  const kem = encapsulateKyber1024(kemPrekey.publicKey, random);
  const secrets = initiatorSecrets({
    identityPrivate: local.privateKey,
    basePrivate: base.privateKey,
    remoteIdentity,
    remoteSignedPrekey,
    remoteOneTimePrekey: oneTimePrekey === undefined ? undefined : decodeCurveKey(oneTimePrekey.publicKey),
    kemSecret: kem.sharedSecret,
  });
  const ratchet = generateX25519(random);
  const turn = nextRootKey(secrets.rootKey, ratchet.privateKey, remoteSignedPrekey);
  const pending = {
    oneTimePrekeyId: oneTimePrekey?.id,
    signedPrekeyId: signedPrekey.id,
    kemPrekeyId: kemPrekey.id,
    kemCiphertext: kem.ciphertext,
    startedAt: now,
  };
  const baseKey = encodeCurveKey(base.publicKey);
  const state: SessionState = {
    localIdentity: local.publicKey,
    remoteIdentity: bundle.identityKey,
    localRegistrationId: local.registrationId,
    remoteRegistrationId: bundle.registrationId,
    baseKey,
    binding:
      addresses === undefined
        ? new Uint8Array()
        : handshakeBinding(
            { address: addresses.local, identityKey: local.publicKey },
            { address: addresses.remote, identityKey: bundle.identityKey },
            { ...pending, baseKey },
          ),
    rootKey: turn.rootKey,
    sending: { ratchet, chainKey: turn.chainKey, index: 0 },
    previousCounter: 0,
    receiving: [{ ratchetKey: remoteSignedPrekey, chainKey: secrets.chainKey, index: 0, skipped: [] }],
    pending,
    postQuantum: postQuantumRatchet.start(secrets.postQuantumSeed, 'initiator'),
  };
  return { kind: 'initiated', record: promoteSession(record, state, now) };
}
