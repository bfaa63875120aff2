import { CryptoError } from '../primitives/crypto-error.ts';
import { decodeCurveKey } from '../primitives/curve-key.ts';
import { decapsulateKyber1024 } from '../primitives/kyber1024.ts';
import { handshakeBinding, type SessionAddresses } from './handshake-binding.ts';
import type { LocalIdentity, LocalPrekeys } from './local-identity.ts';
import type { PostQuantumRatchet } from './post-quantum-ratchet.ts';
import { responderSecrets } from './pqxdh.ts';
import type { PrekeySignalMessage } from './prekey-signal-message.ts';
import type { SessionState } from './session-state.ts';

/** Which prekeys a handshake used up: delete them in the transaction that stores the session. */
export type ConsumedPrekeys = {
  readonly oneTimePrekeyId: number | undefined;
  /** Absent for the last-resort key, which stays. */
  readonly kemPrekeyId: number | undefined;
  /** Remember it with the last-resort key: a second handshake with it is a replay (REQ-S3). */
  readonly lastResort: { readonly kemPrekeyId: number; readonly baseKey: Uint8Array } | undefined;
};

export type AcceptOutcome =
  | { readonly kind: 'accepted'; readonly state: SessionState; readonly consumed: ConsumedPrekeys }
  | { readonly kind: 'refused'; readonly reason: 'prekey-unknown' | 'replayed-handshake' | 'weak-key' };

/**
 * The responder's state after a handshake: PQXDH section 3.4. Only a message that then decrypts on it
 * makes it a session.
 *
 * @param addresses as given by the initiator; absent only towards foreign implementations.
 */
export function acceptSession(
  local: LocalIdentity,
  prekeys: LocalPrekeys,
  message: PrekeySignalMessage,
  addresses: SessionAddresses | undefined,
  postQuantumRatchet: PostQuantumRatchet,
): AcceptOutcome {
  const signedPrekey = prekeys.signedPrekey(message.signedPrekeyId);
  const kemPrekey = prekeys.kemPrekey(message.kemPrekeyId);
  const oneTime =
    message.oneTimePrekeyId === undefined ? undefined : prekeys.oneTimePrekey(message.oneTimePrekeyId);
  if (signedPrekey === undefined || kemPrekey === undefined)
    return { kind: 'refused', reason: 'prekey-unknown' };
  if (message.oneTimePrekeyId !== undefined && oneTime === undefined)
    return { kind: 'refused', reason: 'prekey-unknown' };
  if (kemPrekey.lastResort && prekeys.wasBaseKeySeen(message.kemPrekeyId, message.baseKey)) {
    return { kind: 'refused', reason: 'replayed-handshake' };
  }
  try {
    const secrets = responderSecrets({
      identityPrivate: local.privateKey,
      signedPrekeyPrivate: signedPrekey.privateKey,
      oneTimePrekeyPrivate: oneTime,
      remoteIdentity: decodeCurveKey(message.identityKey),
      remoteBase: decodeCurveKey(message.baseKey),
      kemSecret: decapsulateKyber1024(kemPrekey.privateKey, message.kemCiphertext),
    });
    return {
      kind: 'accepted',
      state: {
        localIdentity: local.publicKey,
        remoteIdentity: message.identityKey.slice(),
        localRegistrationId: local.registrationId,
        remoteRegistrationId: message.registrationId,
        baseKey: message.baseKey.slice(),
        binding:
          addresses === undefined
            ? new Uint8Array()
            : handshakeBinding(
                { address: addresses.remote, identityKey: message.identityKey },
                { address: addresses.local, identityKey: local.publicKey },
                message,
              ),
        rootKey: secrets.rootKey,
        sending: { ratchet: signedPrekey, chainKey: secrets.chainKey, index: 0 },
        previousCounter: 0,
        receiving: [],
        pending: undefined,
        postQuantum: postQuantumRatchet.start(secrets.postQuantumSeed, 'responder'),
      },
      consumed: {
        oneTimePrekeyId: message.oneTimePrekeyId,
        kemPrekeyId: kemPrekey.lastResort ? undefined : message.kemPrekeyId,
        lastResort: kemPrekey.lastResort
          ? { kemPrekeyId: message.kemPrekeyId, baseKey: message.baseKey.slice() }
          : undefined,
      },
    };
  } catch (error) {
    if (error instanceof CryptoError) return { kind: 'refused', reason: 'weak-key' };
    throw error;
  }
}
