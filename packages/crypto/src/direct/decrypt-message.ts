import { constantTimeEqual } from '../primitives/bytes.ts';
import type { Random } from '../primitives/random.ts';
import { acceptSession, type ConsumedPrekeys } from './accept-session.ts';
import { decryptOnSession, type SessionDecryption, type SessionRefusal } from './decrypt-on-session.ts';
import type { SessionAddresses } from './handshake-binding.ts';
import type { LocalIdentity, LocalPrekeys } from './local-identity.ts';
import { noPostQuantumRatchet, type PostQuantumRatchet } from './post-quantum-ratchet.ts';
import { decodePrekeySignalMessage, type PrekeySignalMessage } from './prekey-signal-message.ts';
import { expireSessions, promoteSession, replaceSession } from './session-record.ts';
import type { SessionRecord, SessionState } from './session-state.ts';
import { decodeSignalMessage, type SignalMessage } from './signal-message.ts';

export type DecryptOutcome =
  | {
      readonly kind: 'plaintext';
      readonly record: SessionRecord;
      readonly plaintext: Uint8Array;
      /** Present when this message started a session. */
      readonly consumed: ConsumedPrekeys | undefined;
    }
  /** Accepted before; its key is gone (REQ-S6). */
  | { readonly kind: 'duplicate' }
  /** No session here can read it: ask the sender to start anew. */
  | { readonly kind: 'no-session' }
  | {
      readonly kind: 'refused';
      readonly reason:
        | 'malformed'
        | 'wrong-identity'
        | 'prekey-unknown'
        | 'replayed-handshake'
        | SessionRefusal;
    };

/** What decryption needs besides the record and the message. */
export type DecryptContext = {
  readonly local: LocalIdentity;
  readonly prekeys: LocalPrekeys;
  /** The identity key (33 bytes) the sender's device has in its verified device list. */
  readonly remoteIdentity: Uint8Array;
  /** Binds a new session to both ends by name; absent only towards foreign implementations. */
  readonly addresses: SessionAddresses | undefined;
  /** Unix milliseconds. */
  readonly now: number;
  readonly random: Random;
  readonly postQuantumRatchet?: PostQuantumRatchet;
};

/**
 * Decrypt a message from a device, whichever kind it is. Pure: the next record is returned, and the given
 * one stays valid when a message is refused. The caller stores record, consumed prekeys and plaintext in
 * one transaction. Total over `bytes`, bounded by REQ-S5.
 */
export function decryptMessage(
  record: SessionRecord,
  bytes: Uint8Array,
  context: DecryptContext,
): DecryptOutcome {
  const fresh = expireSessions(record, context.now);
  const message = decodeSignalMessage(bytes);
  if (message !== undefined) return decryptOnAny(fresh, message, context);
  const first = decodePrekeySignalMessage(bytes);
  if (first === undefined) return { kind: 'refused', reason: 'malformed' };
  if (!constantTimeEqual(first.identityKey, context.remoteIdentity))
    return { kind: 'refused', reason: 'wrong-identity' };
  const running = sessions(fresh).find((state) => constantTimeEqual(state.baseKey, first.baseKey));
  return running === undefined
    ? decryptFirst(fresh, first, context)
    : adopt(fresh, decryptOn(running, first.message, context), context.now);
}

function decryptFirst(
  record: SessionRecord,
  first: PrekeySignalMessage,
  context: DecryptContext,
): DecryptOutcome {
  const { local, prekeys, addresses, postQuantumRatchet = noPostQuantumRatchet } = context;
  if (addresses !== undefined && first.message.addresses === undefined)
    return { kind: 'refused', reason: 'wrong-addresses' };
  const accepted = acceptSession(local, prekeys, first, addresses, postQuantumRatchet);
  if (accepted.kind === 'refused') return accepted;
  const result = decryptOn(accepted.state, first.message, context);
  const outcome = adopt(record, result, context.now);
  return outcome.kind === 'plaintext' ? { ...outcome, consumed: accepted.consumed } : outcome;
}

/** Tries the current session, then archived ones, newest first. */
function decryptOnAny(
  record: SessionRecord,
  message: SignalMessage,
  context: DecryptContext,
): DecryptOutcome {
  let worst: SessionDecryption | undefined;
  for (const state of sessions(record)) {
    const result = decryptOn(state, message, context);
    if (result.kind !== 'refused') return adopt(record, result, context.now);
    worst ??= result;
  }
  if (worst === undefined) return { kind: 'no-session' };
  return adopt(record, worst, context.now);
}

function decryptOn(state: SessionState, message: SignalMessage, context: DecryptContext): SessionDecryption {
  if (!constantTimeEqual(state.remoteIdentity, context.remoteIdentity))
    return { kind: 'refused', reason: 'authentication-failed' };
  return decryptOnSession(state, message, context.random, context.postQuantumRatchet ?? noPostQuantumRatchet);
}

/**
 * The session the peer sends on is the one to send on: two sessions started at once converge (Sesame). A
 * late message of an archived session does not bring it back.
 */
function adopt(record: SessionRecord, result: SessionDecryption, now: number): DecryptOutcome {
  if (result.kind !== 'plaintext') return result;
  const { state, plaintext, advances } = result;
  const next = advances ? promoteSession(record, state, now) : replaceSession(record, state);
  return { kind: 'plaintext', record: next, plaintext, consumed: undefined };
}

function sessions(record: SessionRecord): SessionState[] {
  const archived = record.archived.map((old) => old.state);
  return record.current === undefined ? archived : [record.current, ...archived];
}
