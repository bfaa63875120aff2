import { expect, test } from 'vitest';
import { firstLink } from './first-link.ts';

test.each([
  ['See https://example.org/a?b=1, and http://other.example', 'https://example.org/a?b=1'],
  ['(https://example.org/a_(b)).', 'https://example.org/a_(b)'],
  ['The [programme](https://example.org/p) is here: https://other.example', 'https://example.org/p'],
  ['https://user:secret@example.org then https://example.org', 'https://example.org'],
  ['https://münchen.example or https://example.org', 'https://example.org'],
  ['xhttps://example.org', null],
  ['www.example.org', null],
  ['https://', null],
  ['javascript://example.org', null],
  [`https://example.org/${'a'.repeat(3000)}`, null],
  ['nothing', null],
])('the first link of %j is %j', (text, expected) => {
  expect(firstLink(text)).toBe(expected);
});
