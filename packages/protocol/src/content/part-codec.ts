import { decode, encode, rfc8949EncodeOptions } from 'cborg';
import { paddedContentBytesMax } from './padding.ts';
import { type Part, partDepthMax, partSchema, partToArray } from './part.ts';

const schema = partSchema(partDepthMax);

/** A part alone, as a device keeps it: the same bytes that stand inside a content. */
export function encodePart(part: Part): Uint8Array {
  return encode(partToArray(part), rfc8949EncodeOptions);
}

/** A part that was kept, or `undefined` when the bytes are none. */
export function decodePart(bytes: Uint8Array): Part | undefined {
  if (bytes.length > paddedContentBytesMax) return undefined;
  try {
    const options = { useMaps: true, rejectDuplicateMapKeys: true, allowIndefinite: false, strict: true };
    const parsed = schema.safeParse(decode(bytes, options));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
