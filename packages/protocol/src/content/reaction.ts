import { richLimits } from './rich-limits.ts';

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** A cluster that is drawn as a picture: an emoji, a flag (two regional indicators), a keycap. */
const emoji =
  /(?!\p{Regional_Indicator})\p{Emoji_Presentation}|\p{Emoji}\ufe0f|\p{Regional_Indicator}{2}|[#*0-9]\ufe0f?\u20e3/u;

/**
 * Whether a text is one emoji and nothing else, so that a reaction cannot smuggle words, or half a screen
 * of combining marks.
 */
export function isReaction(text: string): boolean {
  if (text === '' || text.length > richLimits.reactionCharacters) return false;
  const clusters = segmenter.segment(text)[Symbol.iterator]();
  const first = clusters.next();
  if (first.done === true || first.value.segment !== text) return false;
  return emoji.test(text) && !/[\p{M}--[\ufe0f\u20e3]]/v.test(text);
}
