import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { avatarColour, avatarColours } from '../avatar/avatar-colour.ts';
import { initials } from '../avatar/initials.ts';
import { onlyEmoji } from '../message/only-emoji.ts';
import { plainPreview } from './plain-preview.ts';
import { safeName } from './safe-name.ts';

describe('REQ-C2: names', () => {
  test('have no controls, one line and an end, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        const shown = safeName(name);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\n]/u);
        expect(Array.from(shown).length).toBeLessThanOrEqual(65);
        expect(safeName(shown.replace(/…$/, ''))).toBe(shown.replace(/…$/, '').trim());
      }),
    );
  });

  test.each([
    ['Anna Weiss', 'AW'],
    ['anna maria von der heide', 'AH'],
    ['Ben', 'B'],
    ['王小明', '王'],
    ['👩‍👩‍👧 Family', '👩F'],
    ['', ''],
  ])('initials of %j are %j', (name, expected) => {
    expect(initials(name)).toBe(expected);
  });

  test('a colour is always the same and in the range', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        expect(avatarColour(id)).toBe(avatarColour(id));
        expect(avatarColour(id)).toBeLessThan(avatarColours);
      }),
    );
  });
});

test.each([
  ['> quoted\n**bold** and `code`', 'quoted bold and code'],
  ['- one\n- two', 'one two'],
  ['```ts\nlet a;\n```', 'let a;'],
  ['[label](https://a.b)', 'label'],
])('the preview of %j is %j', (text, expected) => {
  expect(plainPreview(text)).toBe(expected);
});

test.each([
  ['👍', true],
  ['🎹 🎻', true],
  ['👍👍👍👍', false],
  ['ok 👍', false],
  ['', false],
  ['1', false],
])('%j alone is shown large: %j', (text, expected) => {
  expect(onlyEmoji(text)).toBe(expected);
});
