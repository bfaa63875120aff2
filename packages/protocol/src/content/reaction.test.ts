import { expect, test } from 'vitest';
import { isReaction } from './reaction.ts';

test.each(['👍', '❤️', '👨‍👩‍👧‍👦', '🏳️‍🌈', '🇨🇭', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '👍🏽', '1️⃣', 'ℹ️', '⌛'])('%s is a reaction', (emoji) => {
  expect(isReaction(emoji)).toBe(true);
});

test.each([
  ['nothing', ''],
  ['a word', 'ok'],
  ['a letter', 'a'],
  ['a digit', '1'],
  ['two', '👍👍'],
  ['an emoji and a word', '👍 yes'],
  ['a mark on an emoji', '👍\u0301\u0301'],
  ['a bare selector', '\ufe0f'],
  ['half a flag', '🇨'],
  ['a direction', '\u202e👍'],
  ['a pile of joiners', `👍${'\u200d👍'.repeat(20)}`],
])('%s is no reaction', (_what, text) => {
  expect(isReaction(text)).toBe(false);
});
