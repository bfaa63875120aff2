import { describe, expect, test } from 'vitest';
import { anna, ben } from '../../test/items.ts';
import { matchingCandidates } from './mention-candidates.ts';
import { linkedMentions, mentionAtCaret, readableMentions } from './mention-texts.ts';

describe('mentions while they are written', () => {
  test('are readable in the field and links on the way, and back', () => {
    const markdown = `Hi [@Ben Okafor](sotto:person/${ben}), [@everyone](sotto:everyone)`;
    const { text, mentions } = readableMentions(markdown);
    expect(text).toBe('Hi @Ben Okafor, @everyone');
    expect(linkedMentions(text, mentions)).toBe(markdown);
  });

  test('a name that begins another one, or stands inside a word, is left alone', () => {
    const mentions = [
      { name: 'Ben', accountId: anna },
      { name: 'Ben Okafor', accountId: ben },
    ];
    expect(linkedMentions('@Ben Okafor mail@Ben @Bennet', mentions)).toBe(
      `[@Ben Okafor](sotto:person/${ben}) mail@Ben @Bennet`,
    );
  });

  test('names with signs are only names', () => {
    const mentions = [{ name: 'A.(b)+ [c]', accountId: ben }];
    expect(linkedMentions('@A.(b)+ [c]!', mentions)).toBe(`[@A.(b)+  c ](sotto:person/${ben})!`);
  });

  test.each([
    ['@', 1, { from: 0, query: '' }],
    ['Hi @be', 6, { from: 3, query: 'be' }],
    ['Hi @ben ok', 10, { from: 3, query: 'ben ok' }],
    ['mail@be', 7, null],
    ['@be there you', 13, null],
  ])('an @ that begins a word asks who: %s', (text, caret, expected) => {
    expect(mentionAtCaret(text, caret)).toEqual(expected);
  });

  test('people of the same name are told apart', () => {
    const candidates = [
      { accountId: anna, name: 'Alex Kim', username: 'alex' },
      { accountId: ben, name: 'Alex\u202E Kim', username: 'kim' },
    ];
    const found = matchingCandidates(candidates, 'kim', true);
    expect(found.map(({ mention }) => mention.name)).toEqual(['Alex Kim (alex)', 'Alex Kim (kim)']);
    expect(matchingCandidates(candidates, 'every', true).map(({ mention }) => mention.accountId)).toEqual([
      null,
    ]);
    expect(matchingCandidates(candidates, 'every', false)).toEqual([]);
  });
});
