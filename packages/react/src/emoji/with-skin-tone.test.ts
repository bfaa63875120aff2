import { isReaction } from '@sotto/client';
import { expect, test } from 'vitest';
import { emojiGroups } from './emoji-groups.ts';
import { skinTones, withSkinTone } from './with-skin-tone.ts';

test.each([
  ['👍', '👍🏽'],
  ['☝️', '☝🏽'],
  ['🕵️‍♀️', '🕵🏽‍♀️'],
  ['👩‍🔬', '👩🏽‍🔬'],
  ['🤝', '🤝🏽'],
  ['😀', '😀'],
  ['🎻', '🎻'],
  ['👪', '👪'],
  ['🧑‍🤝‍🧑', '🧑‍🤝‍🧑'],
  ['🤼‍♀️', '🤼‍♀️'],
])('%s becomes %s', (emoji, expected) => {
  expect(withSkinTone(emoji, '🏽')).toBe(expected);
  expect(withSkinTone(emoji, null)).toBe(emoji);
});

test('every emoji of every skin is one that can be sent as a reaction', () => {
  for (const { emoji } of emojiGroups().flatMap((group) => group.emoji)) {
    for (const tone of skinTones) {
      const toned = withSkinTone(emoji, tone);
      expect(isReaction(toned), `${toned} ${tone}`).toBe(true);
      expect(toned, emoji).toMatch(/^\p{RGI_Emoji}$/v);
    }
  }
});
