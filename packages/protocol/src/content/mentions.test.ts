import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AccountId } from '../ids.ts';
import { findMentions, mentionLink, replaceMentions } from './mentions.ts';
import { richLimits } from './rich-limits.ts';

const anna = AccountId.parse('11111111-1111-4111-8111-111111111111');
const ben = AccountId.parse('22222222-2222-4222-8222-222222222222');
const found = (text: string) => findMentions(text).map(({ accountId }) => accountId);

test('mentions are tied to accounts, whatever their labels say', () => {
  const text = `Hi [@Ben](sotto:person/${anna}) and ${mentionLink(ben, 'Ben')}, ${mentionLink(null, 'all')}`;
  expect(found(text)).toEqual([anna, ben, null]);
  expect(replaceMentions(text, (id) => (id === null ? '@all' : id === anna ? '@Anna' : '@Ben'))).toBe(
    'Hi @Anna and @Ben, @all',
  );
});

test('a name cannot end its link', () => {
  for (const name of ['a](sotto:everyone)', '[b]', 'c\\', 'd\ne', '`e`']) {
    expect(found(mentionLink(anna, name))).toEqual([anna]);
  }
});

test.each([
  ['inside code', `\`[@A](sotto:person/${anna})\``],
  ['inside longer code', `\`\`a \` [@A](sotto:person/${anna}) b\`\``],
  ['inside a fence', `\`\`\`\n[@A](sotto:person/${anna})\n\`\`\``],
  ['of no account', '[@A](sotto:person/not-an-account-id-but-long-enough-x)'],
  ['of something else', `[@A](https://example.org/${anna})`],
  ['without a label', `](sotto:person/${anna})`],
])('what is no mention: %s', (_what, text) => {
  expect(found(text)).toEqual([]);
});

test('code that is never closed is text', () => {
  expect(found(`\` [@A](sotto:person/${anna})`)).toEqual([anna]);
  expect(found(`\`a\` [@A](sotto:person/${anna}) \`b\``)).toEqual([anna]);
});

test('mentions are bounded, and cost no more than the text is long', () => {
  expect(findMentions(mentionLink(anna, 'A').repeat(1000))).toHaveLength(richLimits.mentionsPerMessage);
  // What is not linear does not end within the test's own time.
  findMentions('](sotto:person/'.repeat(14_000));
  findMentions('`'.repeat(200_000));
  findMentions('` `` ``` '.repeat(20_000));
});

test('any text can be searched, and text around mentions stays', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      const text = `${before.replaceAll(/[`[\]]/g, '')}${mentionLink(anna, 'A')}${after.replaceAll(/[`[\]]/g, '')}`;
      expect(found(text)).toEqual([anna]);
      expect(replaceMentions(text, () => '')).toBe(
        `${before.replaceAll(/[`[\]]/g, '')}${after.replaceAll(/[`[\]]/g, '')}`,
      );
    }),
  );
});
