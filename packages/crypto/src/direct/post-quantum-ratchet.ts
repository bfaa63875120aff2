/**
 * The seam for the sparse post-quantum ratchet of Signal's Triple Ratchet. A session holds its state as
 * bytes it does not look into; each message carries what the ratchet wants to say and is salted with the
 * key it yields.
 */
export type PostQuantumRatchet = {
  /** @returns what travels in the message's `pq_ratchet` field, and the salt of its keys (32 bytes). */
  send(state: Uint8Array): { state: Uint8Array; message: Uint8Array | undefined; key: Uint8Array };
  /** @returns `undefined` when the message cannot belong to this state. */
  receive(
    state: Uint8Array,
    message: Uint8Array | undefined,
  ): { state: Uint8Array; key: Uint8Array } | undefined;
};

const zeroKey = new Uint8Array(32);

/** No post-quantum ratchet: nothing travels, the salt is 32 zero bytes. Signal before version 0.92. */
export const noPostQuantumRatchet: PostQuantumRatchet = {
  send: (state) => ({ state, message: undefined, key: zeroKey }),
  receive: (state, message) =>
    message === undefined || message.length === 0 ? { state, key: zeroKey } : undefined,
};
