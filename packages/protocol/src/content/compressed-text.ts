import { deflateSync, Inflate } from 'fflate';
import { z } from 'zod';
import { decodeValue, encodeValue } from './cbor-value.ts';
import { paddedContentBytesMax } from './padding.ts';
import { richLimits } from './rich-limits.ts';

/**
 * A large text that was compressed by itself, before it is padded (REQ-C3). Nothing else is ever in the
 * same window, so the length of one text says nothing about another. Deterministic CBOR:
 *
 *     [ length of the text in bytes, raw DEFLATE (RFC 1951) ]
 */
const CompressedText = z.tuple([
  z.int().min(1).max(richLimits.textBytes),
  z.instanceof(Uint8Array).refine((bytes) => bytes.length <= paddedContentBytesMax),
]);

/** Inflated at a time: one byte of input becomes at most 1,032, so no step makes more than half a megabyte. */
const sliceBytes = 512;

/**
 * @param text UTF-8, at most `richLimits.textBytes`; not retained.
 */
export function compressText(text: Uint8Array): Uint8Array {
  return encodeValue([text.length, deflateSync(text, { level: 9 })]);
}

/** The text inside, or `undefined` when it is of another form, longer than it says, or longer than allowed. */
export function decompressText(bytes: Uint8Array): Uint8Array | undefined {
  const value = decodeValue(CompressedText, bytes);
  return value === undefined ? undefined : inflateExactly(value[1], value[0]);
}

/**
 * Inflates to exactly `length` bytes, or not at all. Work and memory are bounded by `length`, not by what
 * the stream would grow to.
 */
export function inflateExactly(deflated: Uint8Array, length: number): Uint8Array | undefined {
  const text = new Uint8Array(length);
  let filled = 0;
  const inflate = new Inflate((chunk) => {
    if (filled + chunk.length > length) throw new RangeError('longer than it says');
    text.set(chunk, filled);
    filled += chunk.length;
  });
  try {
    for (let at = 0; at < deflated.length; at += sliceBytes) {
      inflate.push(deflated.subarray(at, at + sliceBytes), at + sliceBytes >= deflated.length);
    }
  } catch {
    return undefined;
  }
  return filled === length ? text : undefined;
}
