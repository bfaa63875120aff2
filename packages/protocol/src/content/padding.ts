/**
 * Padding of a plaintext before it is encrypted, so that its length says only a class (REQ-C3):
 *
 *     content || 80 || 00 ...        up to 256, 1024, 4096, 16384 or 65536 bytes in all
 */
export const paddingClasses = [256, 1024, 4096, 16_384, 65_536] as const;

/** Longest content that can be padded: one byte marks where it ends. */
export const paddedContentBytesMax = 65_535;

const endMarker = 0x80;

/**
 * @param content up to 65,535 bytes; copied.
 * @returns a fresh buffer of the next class, or `undefined` when the content is too long.
 */
export function pad(content: Uint8Array): Uint8Array | undefined {
  const size = paddingClasses.find((bytes) => content.length < bytes);
  if (size === undefined) return undefined;
  const padded = new Uint8Array(size);
  padded.set(content);
  padded[content.length] = endMarker;
  return padded;
}

/** The content inside a padded plaintext, or `undefined` when the padding is not of this form. */
export function unpad(padded: Uint8Array): Uint8Array | undefined {
  if (!paddingClasses.some((bytes) => bytes === padded.length)) return undefined;
  let end = padded.length - 1;
  while (end > 0 && padded[end] === 0) end--;
  if (padded[end] !== endMarker) return undefined;
  const content = padded.subarray(0, end);
  return pad(content)?.length === padded.length ? content.slice() : undefined;
}
