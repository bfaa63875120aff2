/** Unicode's five, from light to dark; `null`: none, which is yellow. */
export const skinTones = [null, '🏻', '🏼', '🏽', '🏾', '🏿'] as const;
export type SkinTone = (typeof skinTones)[number];

const takesTone = /\p{Emoji_Modifier_Base}/gu;
/** Several people in one sign. They are or were in the class, and have no tones that everybody can show. */
const several = /^[\u{1F46A}\u{1F46F}\u{1F93C}]/u;

/** An emoji with that skin, where it shows one person's. Of several people each would have their own. */
export function withSkinTone(emoji: string, tone: SkinTone): string {
  if (tone === null || several.test(emoji) || emoji.match(takesTone)?.length !== 1) return emoji;
  // The sign for "as a picture" gives way to the tone, which says the same.
  return emoji.replace(/(\p{Emoji_Modifier_Base})\uFE0F?/u, `$1${tone}`);
}
