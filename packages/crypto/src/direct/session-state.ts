import type { X25519KeyPair } from '../primitives/x25519.ts';

/** The chain this side sends on, under its own ratchet key. */
export type SendingChain = {
  readonly ratchet: X25519KeyPair;
  /**
   * 32 bytes; replaced with every message. Absent once the session was closed: nothing more is sent on this
   * chain, only on the one after the peer's next ratchet key (REQ-S7).
   */
  readonly chainKey: Uint8Array | undefined;
  /** The counter of the next message. */
  readonly index: number;
};

/** A key set aside for a message that has not come yet. */
export type SkippedKey = { readonly index: number /** 32 bytes. */; readonly seed: Uint8Array };

/** A chain this side receives on, under one ratchet key of the peer. */
export type ReceivingChain = {
  /** 32 bytes, decoded. */
  readonly ratchetKey: Uint8Array;
  readonly chainKey: Uint8Array;
  readonly index: number;
  /** Oldest first, at most `skippedKeysMax`. */
  readonly skipped: readonly SkippedKey[];
};

/** What a first message repeats until the responder has answered. */
export type PendingHandshake = {
  readonly oneTimePrekeyId: number | undefined;
  readonly signedPrekeyId: number;
  readonly kemPrekeyId: number;
  /** 1569 bytes. */
  readonly kemCiphertext: Uint8Array;
  /** Unix milliseconds. */
  readonly startedAt: number;
};

/**
 * One session with one device. Immutable: every step returns the next state and leaves this one as it is,
 * so a refused message changes nothing and a caller stores the next state before it uses the output.
 */
export type SessionState = {
  /** Encoded identity keys, 33 bytes each. */
  readonly localIdentity: Uint8Array;
  readonly remoteIdentity: Uint8Array;
  readonly localRegistrationId: number;
  readonly remoteRegistrationId: number;
  /** The initiator's base key, encoded (33 bytes): names the session on both ends. */
  readonly baseKey: Uint8Array;
  /** `handshakeBinding` (32 bytes); empty with a foreign implementation. */
  readonly binding: Uint8Array;
  readonly rootKey: Uint8Array;
  readonly sending: SendingChain;
  /** Messages in the sending chain before this one. */
  readonly previousCounter: number;
  /** Newest last, at most `receivingChainsMax`. */
  readonly receiving: readonly ReceivingChain[];
  /** Present until the peer has answered. */
  readonly pending: PendingHandshake | undefined;
  /** The post-quantum ratchet's own state. */
  readonly postQuantum: Uint8Array;
};

/** All sessions with one device: the one to send on, and old ones that may still receive. */
export type SessionRecord = {
  readonly current: SessionState | undefined;
  /** Newest first, at most `archivedSessionsMax`. */
  readonly archived: readonly {
    readonly state: SessionState /** Unix milliseconds. */;
    readonly archivedAt: number;
  }[];
};

export const emptyRecord: SessionRecord = { current: undefined, archived: [] };
