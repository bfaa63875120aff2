import { decode, encode, rfc8949EncodeOptions } from 'cborg';
import type { z } from 'zod';

type Scalar = Uint8Array | number | string | boolean | null;

/** What the parts of this version are made of: arrays of scalars, and arrays of those. */
export type CborValue = Scalar | readonly CborValue[];

/** Deterministic CBOR (RFC 8949 section 4.2.1). */
export function encodeValue(value: CborValue): Uint8Array {
  return encode(value, rfc8949EncodeOptions);
}

/** A value of that form, or `undefined`. Total; a second encoding of the same value is refused. */
export function decodeValue<Schema extends z.ZodType<CborValue>>(
  schema: Schema,
  bytes: Uint8Array,
): z.infer<Schema> | undefined {
  try {
    const parsed = schema.safeParse(decode(bytes, { allowIndefinite: false, strict: true }));
    if (!parsed.success) return undefined;
    const again = encodeValue(parsed.data);
    const same = again.length === bytes.length && again.every((byte, i) => byte === bytes[i]);
    return same ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
