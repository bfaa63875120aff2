import { encryptAesCbc } from '../primitives/aes.ts';
import { wipe } from '../primitives/bytes.ts';
import { encodeCurveKey } from '../primitives/curve-key.ts';
import { messageKeySeed, nextChainKey } from './chain-key.ts';
import { unacknowledgedSessionLifeMs } from './limits.ts';
import { deriveMessageKeys } from './message-keys.ts';
import { noPostQuantumRatchet, type PostQuantumRatchet } from './post-quantum-ratchet.ts';
import { encodePrekeySignalMessage } from './prekey-signal-message.ts';
import type { SessionRecord } from './session-state.ts';
import { encodeSignalMessage } from './signal-message.ts';

/** A first message carries its handshake until the peer has answered; later ones do not. */
export type DirectMessage = { readonly kind: 'prekey' | 'message'; readonly bytes: Uint8Array };

export type EncryptOutcome =
  | { readonly kind: 'encrypted'; readonly record: SessionRecord; readonly message: DirectMessage }
  /**
   * There is no session to send on, nobody ever answered it, or it was closed and the peer has not turned
   * the ratchet since: fetch a bundle and initiate one.
   */
  | { readonly kind: 'needs-session' };

/**
 * Encrypt one message on the current session. Double Ratchet, RatchetEncrypt.
 *
 * The caller stores `record` durably before a byte of `message` leaves (REQ-S7): otherwise a crash could
 * encrypt a second plaintext under the same key.
 *
 * @param plaintext padded by the caller; not retained.
 * @param now Unix milliseconds.
 */
export function encryptMessage(
  record: SessionRecord,
  plaintext: Uint8Array,
  now: number,
  postQuantumRatchet: PostQuantumRatchet = noPostQuantumRatchet,
): EncryptOutcome {
  const state = record.current;
  if (state === undefined) return { kind: 'needs-session' };
  const { sending, pending, binding } = state;
  const { chainKey } = sending;
  if (chainKey === undefined) return { kind: 'needs-session' };
  if (pending !== undefined && now - pending.startedAt >= unacknowledgedSessionLifeMs)
    return { kind: 'needs-session' };
  const postQuantum = postQuantumRatchet.send(state.postQuantum);
  const keys = deriveMessageKeys(messageKeySeed(chainKey), postQuantum.key);
  const bytes = encodeSignalMessage(
    {
      ratchetKey: encodeCurveKey(sending.ratchet.publicKey),
      counter: sending.index,
      previousCounter: state.previousCounter,
      ciphertext: encryptAesCbc(keys.cipherKey, keys.iv, plaintext),
      postQuantum: postQuantum.message,
      addresses: pending === undefined || binding.length === 0 ? undefined : binding,
    },
    keys.macKey,
    { sender: state.localIdentity, receiver: state.remoteIdentity },
  );
  wipe(keys.cipherKey, keys.macKey, keys.iv);
  const next = {
    ...state,
    sending: { ...sending, chainKey: nextChainKey(chainKey), index: sending.index + 1 },
    postQuantum: postQuantum.state,
  };
  return {
    kind: 'encrypted',
    record: { ...record, current: next },
    message:
      pending === undefined
        ? { kind: 'message', bytes }
        : {
            kind: 'prekey',
            bytes: encodePrekeySignalMessage(
              {
                ...pending,
                baseKey: state.baseKey,
                identityKey: state.localIdentity,
                registrationId: state.localRegistrationId,
              },
              bytes,
            ),
          },
  };
}
