import { expect, test } from 'vitest';
import { emojiGroups } from './emoji-groups.ts';
import { findEmoji } from './find-emoji.ts';

const found = (query: string) => findEmoji(query).map(({ emoji }) => emoji);

test('every emoji is one that a reaction may be, with a name, once', () => {
  const all = emojiGroups().flatMap(({ emoji }) => emoji);
  expect(all.length).toBeGreaterThan(1800);
  expect(new Set(all.map(({ emoji }) => emoji)).size).toBe(all.length);
  for (const { emoji, name } of all) {
    expect(emoji, name).toMatch(/^\p{RGI_Emoji}$/v);
    expect(name).toMatch(/\S/);
  }
});

test('words in any order, by their beginnings, and what people call them', () => {
  expect(found('tears joy')).toContain('😂');
  expect(found('lol')).toContain('😂');
  expect(found(':tada')).toEqual(['🎉']);
  expect(found('thumbs')[0]).toBe('👍');
  expect(found('👍')).toEqual(['👍']);
  expect(found('qqq')).toEqual([]);
  expect(found('  ')).toEqual([]);
});
