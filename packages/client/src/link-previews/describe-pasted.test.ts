import { richLimits } from '@sotto/protocol/content';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describePasted } from './describe-pasted.ts';

const url = 'https://example.org/programme?a=1&b=2';
const titleOf = (html: string, text = url, of = url) => describePasted({ html, text }, of)?.title ?? null;

describe('REQ-C6 what the clipboard says of a link', () => {
  test('is how it is called there', () => {
    const html = `<meta charset="utf-8"><!--StartFragment--><p>Our <a class=x
      HREF='https://example.org/programme?a=1&amp;b=2'>Autumn <b>concert</b> &amp; dinner</a></p>`;
    expect(describePasted({ html, text: `Look: ${url}` }, url)).toEqual({
      url,
      title: 'Autumn concert & dinner',
      description: '',
      siteName: '',
      image: null,
    });
    expect(titleOf('<a href="https://example.org/">The Mill</a>', '', 'https://example.org')).toBe(
      'The Mill',
    );
  });

  test('is nothing when it is only the address, or the name of another link', () => {
    expect(titleOf(`<a href="${url}">${url}</a>`)).toBeNull();
    expect(titleOf(`<a href="${url}">example.org</a>`)).toBeNull();
    expect(titleOf(`<a href="${url}">https://bank.example</a>`)).toBeNull();
    expect(titleOf('<a href="https://elsewhere.example">Concert</a>')).toBeNull();
    expect(titleOf(`<abbr href="${url}">Concert</abbr>`)).toBeNull();
    expect(titleOf(`<a href="${url}"><img alt="Concert"></a>`)).toBeNull();
    expect(titleOf('plain')).toBeNull();
  });

  test('is the description of the page when the link is all there is; its picture is not looked at', () => {
    const html = `<title>Old</title><meta property="og:title" content="Autumn concert">
      <meta name=description content="What we play"><meta property="og:image" content="https://spy.example/p">`;
    expect(describePasted({ html, text: ` ${url}\n` }, url)).toEqual({
      url,
      title: 'Autumn concert',
      description: 'What we play',
      siteName: '',
      image: null,
    });
    expect(describePasted({ html, text: `${url} and https://other.example` }, url)).toBeNull();
  });

  test('is text and nothing else, within its bounds', () => {
    const hostile = `<a href="${url}"><script>steal()</script></a><a href="${url}" onclick="x">a\u202eb<img src=x onerror=steal()>&lt;b&gt;\u0007</a>`;
    expect(titleOf(hostile)).toBe('a b <b>');
    expect(titleOf(`<a href="${url}">${'x'.repeat(2000)}</a>`)).toHaveLength(
      richLimits.previewTitleCharacters,
    );
    expect(titleOf(`<a href="${url}">never closed`)).toBeNull();
    expect(titleOf(`<a href="${url}`)).toBeNull();
  });

  test('is read in time linear in its length', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 500 }), (html) => void describePasted({ html, text: url }, url)),
    );
    // What is not linear does not end within the test's own time.
    for (const piece of [
      '<',
      '<a ',
      '<a>',
      '</a',
      `<a href="${url}">`,
      `<a href="${url}"><</a>`,
      '<a href=',
    ]) {
      const html = piece.repeat((400 * 1024) / piece.length);
      describePasted({ html, text: url }, url);
    }
    describePasted({ html: `<a href="${url}">${'<'.repeat(300_000)}</a>`, text: url }, url);
  });
});
