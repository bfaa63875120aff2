import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deviceName } from './device-name.ts';
import { passphraseStrength } from './passphrase-strength.ts';
import { refusalText } from './refusal-text.ts';
import { isUsername, suggestUsername } from './suggest-username.ts';

describe('a username from a name', () => {
  test.each([
    ['Anna Weiss', 'anna.weiss'],
    ['Åsa Lindström', 'asa.lindstrom'],
    ['Łukasz Żak', 'lukasz.zak'],
    ['  Ben  ', 'ben'],
    ['王小明', ''],
    ["Sinéad O'Connor", 'sinead.o.connor'],
  ])('%j gives %j', (name, expected) => {
    expect(suggestUsername(name)).toBe(expected);
  });

  test('is always one the server takes, or too short to be one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (name) => {
        const username = suggestUsername(name);
        expect(username.length < 2 || isUsername(username)).toBe(true);
      }),
    );
  });
});

test.each([
  ['short', 0],
  ['aaaaaaaaaaaa', 1],
  ['password1234', 1],
  ['anna.weiss12', 1],
  ['tropical walrus', 3],
  ['correct horse battery staple', 4],
])('the strength of %j is %d', (passphrase, expected) => {
  expect(passphraseStrength(passphrase, 'anna.weiss')).toBe(expected);
});

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
  [
    'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36',
    'Chrome on Android',
  ],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1', 'Safari on iPhone'],
  ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140 Safari/537.36 Edg/140.0', 'Edge on Windows'],
  ['something else', 'Browser'],
])('%s is called %s', (userAgent, expected) => {
  expect(deviceName(userAgent)).toBe(expected);
});

test('a refusal says what to do, and when', () => {
  expect(refusalText({ kind: 'ok' })).toBeNull();
  expect(refusalText({ kind: 'refused', reason: 'too-many-attempts', retryAfterSeconds: 30 })).toBe(
    'Too many attempts. Try again in 30 seconds.',
  );
});
