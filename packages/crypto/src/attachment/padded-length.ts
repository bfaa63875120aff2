/** Smallest padded file: very small ones all look alike. */
const smallest = 1024;

/**
 * The length a file is padded to, so that a server learns its size to within six per cent (REQ-C3): the
 * next of a sequence that begins at 1,024 and grows by 1.06, rounded up at every step. In whole numbers,
 * because powers of 1.06 differ between engines in the last place.
 *
 * @param length bytes, a whole number from 0 to 2^47.
 */
export function paddedLength(length: number): number {
  let padded = smallest;
  while (padded < length) padded += Math.ceil((padded * 6) / 100);
  return padded;
}
