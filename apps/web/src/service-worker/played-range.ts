/**
 * The bytes a player is given: from where it asks, and so many at most; it asks again for the rest. Null: it asks for
 * what is not there.
 */
export function playedRange(
  header: string | null,
  bytes: number,
  bytesMax: number,
): { from: number; to: number } | null {
  const asked = header === null ? null : /^bytes=(\d*)-(\d*)$/.exec(header.trim());
  if (header !== null && asked === null) return null;
  const [, first = '', last = ''] = asked ?? ['', '0', ''];
  if (first === '' && last === '') return null;
  const from = first === '' ? Math.max(0, bytes - Number(last)) : Number(first);
  const end = first === '' || last === '' ? bytes : Math.min(bytes, Number(last) + 1);
  if (!Number.isSafeInteger(from) || from >= bytes || end <= from) return null;
  return { from, to: Math.min(end, from + bytesMax) };
}
