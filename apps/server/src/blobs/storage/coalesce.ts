/**
 * The same bytes in pieces of `size`, the last one shorter: a network's small pieces cost a write each. When
 * `source` breaks, what came before it broke is still handed on, and then the error.
 */
export async function* coalesce(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  let piece = Buffer.allocUnsafe(size);
  let filled = 0;
  let broken: { error: unknown } | undefined;
  try {
    for await (const bytes of source) {
      for (let at = 0; at < bytes.length; ) {
        const count = Math.min(bytes.length - at, size - filled);
        piece.set(bytes.subarray(at, at + count), filled);
        filled += count;
        at += count;
        if (filled === size) {
          yield piece;
          piece = Buffer.allocUnsafe(size);
          filled = 0;
        }
      }
    }
  } catch (error) {
    broken = { error };
  }
  if (filled > 0) yield piece.subarray(0, filled);
  if (broken !== undefined) throw broken.error;
}
