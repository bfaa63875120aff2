/**
 * One owner of a device's keys at a time (REQ-D3). Resolves to the function that gives the lock up, or
 * to `null` when somebody else holds it.
 */
export type Lock = (name: string) => Promise<(() => void) | null>;
