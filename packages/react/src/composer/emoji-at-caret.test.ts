import { expect, test } from 'vitest';
import { emojiAtCaret } from './emoji-at-caret.ts';

test.each([
  [':vio', { from: 0, query: 'vio' }],
  ['On the :thumbs_up', { from: 7, query: 'thumbs_up' }],
  ['(:+1', { from: 1, query: '+1' }],
  [':smile:', { from: 0, query: 'smile' }],
  [':', null],
  [':D', null],
  [':)', null],
  [':-D', null],
  ['at 7:30', null],
  ['https://example.org', null],
  ['note:this', null],
  [':two words', null],
])('after %j: %j', (text, expected) => {
  expect(emojiAtCaret(text, text.length)).toEqual(expected);
});
