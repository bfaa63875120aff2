const first = ['👍', '❤️', '😂', '😮', '😢', '🙏', '🎉', '👀'];
const keptMax = 24;

/** For this page only: what somebody likes is nobody's business, not even the disk's. */
let recent: readonly string[] = first;

/** The emoji used last, the latest first; to begin with, those that everybody uses. */
export function recentEmoji(): readonly string[] {
  return recent;
}

/** The quick ones keep their places, so that they can be hit without looking. */
export function noteEmoji(emoji: string): void {
  if (recent.slice(0, 6).includes(emoji)) return;
  recent = [emoji, ...recent.filter((one) => one !== emoji)].slice(0, keptMax);
}
