/**
 * A source of `length` bytes that nobody can predict: the platform's generator, passed in by the caller.
 * This package has none of its own, so every use is visible and a test can repeat it.
 */
export type Random = (length: number) => Uint8Array;
