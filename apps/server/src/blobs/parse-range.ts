import { ProblemError } from '../http/problem-error.ts';

/** Bytes `from` to `to` (exclusive). `whole`: nothing was asked for, or several ranges, which nobody has to serve. */
export type ByteRange = { readonly from: number; readonly to: number; readonly whole: boolean };

/**
 * The one range of a `Range` header (RFC 9110 section 14.1.2) of something of `length` bytes.
 *
 * @throws ProblemError `range-refused` when no byte of it is there.
 */
export function parseRange(header: string | undefined, length: number): ByteRange {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === ''))
    return { from: 0, to: length, whole: true };
  const from = first === '' ? Math.max(0, length - Number(last)) : Number(first);
  const to = first === '' || last === '' ? length : Math.min(Number(last) + 1, length);
  if (from >= length || to <= from) throw new ProblemError('range-refused');
  return { from, to, whole: false };
}
