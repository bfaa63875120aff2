import { z } from 'zod';
import { decodeBase64 } from './base64.ts';

/** A byte string in a JSON field: canonical padded base64 of `min` to `max` bytes. */
export function base64Bytes(size: { min: number; max: number }) {
  const textMax = Math.ceil(size.max / 3) * 4;
  return z
    .string()
    .max(textMax)
    .refine(
      (text) => {
        const bytes = decodeBase64(text);
        return bytes !== undefined && bytes.length >= size.min && bytes.length <= size.max;
      },
      { error: `must be base64 of ${size.min === size.max ? size.min : `${size.min} to ${size.max}`} bytes` },
    )
    .meta({ contentEncoding: 'base64' });
}

/** A byte string of exactly `bytes` bytes. */
export function base64Exactly(bytes: number) {
  return base64Bytes({ min: bytes, max: bytes });
}
