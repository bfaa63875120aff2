/**
 * The version of everything this package describes. `wire-lock.test.ts` holds a hash of every schema:
 * a change that an older peer could not read fails there until the version and its history move.
 *
 * 1: first version.
 */
export const protocolVersion = 1;

/** The oldest version still served. */
export const protocolVersionMin = 1;
