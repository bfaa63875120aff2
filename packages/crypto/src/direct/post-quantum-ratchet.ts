/**
 * The seam for the sparse post-quantum ratchet of Signal's Triple Ratchet. A session holds its state as
 * bytes it does not look into; each message carries what the ratchet wants to say in `pq_ratchet` and is
 * salted with the key it yields.
 */
export type PostQuantumRatchet = {
  /** @param seed 32 bytes from PQXDH. @returns the state of a new session. */
  start(seed: Uint8Array, role: 'initiator' | 'responder'): Uint8Array;
  /** @returns what travels, and the salt of the message's keys (32 bytes). */
  send(state: Uint8Array): { state: Uint8Array; message: Uint8Array | undefined; key: Uint8Array };
  /** @returns `undefined` when the message cannot belong to this state. */
  receive(
    state: Uint8Array,
    message: Uint8Array | undefined,
  ): { state: Uint8Array; key: Uint8Array } | undefined;
};

const zeroKey = new Uint8Array(32);
const noState = new Uint8Array();

/**
 * No post-quantum ratchet: nothing travels, the salt is 32 zero bytes. Signal before version 0.74, and
 * until 0.90 with a peer that has none: its offers in `pq_ratchet` are authenticated but not taken up.
 */
export const noPostQuantumRatchet: PostQuantumRatchet = {
  start: () => noState,
  send: (state) => ({ state, message: undefined, key: zeroKey }),
  receive: (state) => ({ state, key: zeroKey }),
};
