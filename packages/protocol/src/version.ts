/**
 * The version of everything this package describes. `wire-lock.test.ts` holds a hash of every schema:
 * a change that an older peer could not read fails there until the version and its history move.
 *
 * 1: first version.
 * 2: groups: their routes and frames, key packages, `seq` of `accepted`. Strict readers of version 1 refuse them.
 * 3: an event of a group's log may be empty: its writer withdrew it.
 */
export const protocolVersion = 3;

/** The oldest version still served. */
export const protocolVersionMin = 3;
