/**
 * How far a peer can make this side run ahead in one chain (REQ-S5). Fewer would lose bursts to a device
 * that slept; more would let one forged header cost seconds.
 */
export const forwardStepsMax = 25_000;

/** Keys kept per chain for messages that have not come yet (REQ-S5); the oldest go first. */
export const skippedKeysMax = 2000;

/** Receiving chains kept per session: late messages of earlier turns. Signal keeps as many. */
export const receivingChainsMax = 5;

/** Old sessions kept for receiving (REQ-S8): more, or for longer, would let a cloned device live in them. */
export const archivedSessionsMax = 5;
export const archivedSessionLifeMs = 7 * 24 * 60 * 60 * 1000;

/** A session nobody ever answered is started anew after this: its prekeys are gone by then. */
export const unacknowledgedSessionLifeMs = 30 * 24 * 60 * 60 * 1000;

/** Longest message this side parses: the largest padding class and its frame, with room to spare. */
export const messageBytesMax = 128 * 1024;
