/**
 * The name that is typed after a `:` that begins a word, where the caret stands; null elsewhere. Two letters at
 * least: what comes before is a face of signs, or a colon.
 */
export function emojiAtCaret(text: string, caret: number): { from: number; query: string } | null {
  const before = text.slice(Math.max(0, caret - 40), caret);
  const match = /(?:^|[\s(])(:([\p{L}\p{N}+][\p{L}\p{N}_+-]{1,30}):?)$/u.exec(before);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  return { from: caret - match[1].length, query: match[2] };
}
