import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PageReader } from '../platform/page-reader.ts';
import { describePage } from './describe-page.ts';
import { previewLink } from './preview-link.ts';

const url = 'https://example.org/programme';

describe('what a page says about itself', () => {
  test('Open Graph before the title; plain text only', () => {
    const html = `<!doctype html><html><head><title>Old &amp; plain</title>
      <META property='og:title' content="Autumn &lt;concert&gt; &#8212; &#x1F3B9;">
      <meta name=description content="What   we
        play"><meta content="The Mill" property=og:site_name>
      <meta property="og:image" content="/poster.jpg">
      </head><body><meta property="og:title" content="late"></body>`;
    expect(describePage(html, url)).toEqual({
      title: 'Autumn <concert> — 🎹',
      description: 'What we play',
      siteName: 'The Mill',
      image: 'https://example.org/poster.jpg',
    });
    expect(describePage('<title>Just a title</title>', url).title).toBe('Just a title');
  });

  test('titles inside scripts and pictures from elsewhere than the web do not count', () => {
    const html = `<script>const a = "<title>evil</title>"</script><title>good</title>
      <meta property="og:image" content="javascript:alert(1)">`;
    expect(describePage(html, url)).toMatchObject({ title: 'good', image: null });
  });

  test('directions and control characters are left out', () => {
    expect(describePage('<title>a\u202eb\u0007c&#8238;d</title>', url).title).toBe('a b c d');
  });

  test('any page is described in time linear in its length', () => {
    fc.assert(fc.property(fc.string({ maxLength: 500 }), (html) => void describePage(html, url)));
    // What is not linear does not end within the test's own time.
    describePage('<'.repeat(256 * 1024), url);
    describePage('<script>'.repeat(32 * 1024), url);
    describePage('<meta content="'.repeat(16 * 1024), url);
    describePage(`<meta ${'a=b '.repeat(60_000)}>`, url);
  });
});

describe('REQ-C6 previews are made by the sender, on request, size-limited', () => {
  const asked: string[] = [];
  const pages = (
    found: Record<string, { type: string; body: string | Uint8Array; cut?: boolean }>,
  ): PageReader => {
    return async (target, { maxBytes }) => {
      asked.push(target);
      const page = found[target];
      if (page === undefined) return null;
      const bytes = typeof page.body === 'string' ? new TextEncoder().encode(page.body) : page.body;
      return { url: target, contentType: page.type, bytes: bytes.slice(0, maxBytes), cut: page.cut ?? false };
    };
  };
  const look = (readPage: PageReader | undefined, target = url) =>
    previewLink({ platform: { ...(readPage === undefined ? {} : { readPage }) } as never }, target);
  const html = '<title>T</title><meta property="og:image" content="https://cdn.example/p.png">';

  test('title and a picture that is small enough', async () => {
    const image = { type: 'image/png', body: new Uint8Array([1, 2]) };
    const found = { [url]: { type: 'text/html', body: html }, 'https://cdn.example/p.png': image };
    expect(await look(pages(found))).toEqual({
      url,
      title: 'T',
      description: '',
      siteName: '',
      image: { mediaType: 'image/png', bytes: new Uint8Array([1, 2]) },
    });
    const cut = { ...found, 'https://cdn.example/p.png': { ...image, cut: true } };
    expect((await look(pages(cut)))?.image).toBeNull();
    const vector = { ...found, 'https://cdn.example/p.png': { type: 'image/svg+xml', body: '<svg/>' } };
    expect((await look(pages(vector)))?.image).toBeNull();
  });

  test('nothing where there is no page, no title, or no way to look', async () => {
    expect(await look(pages({}))).toBeNull();
    expect(await look(pages({ [url]: { type: 'application/pdf', body: html } }))).toBeNull();
    expect(await look(pages({ [url]: { type: 'text/html', body: 'no title' } }))).toBeNull();
    expect(await look(undefined)).toBeNull();
  });

  test.each(['file:///etc/passwd', 'javascript:alert(1)', 'example.org', 'https://a b'])(
    '%s is not looked at',
    async (target) => {
      const before = asked.length;
      await expect(look(pages({}), target)).rejects.toThrow('invalid-input');
      expect(asked).toHaveLength(before);
    },
  );
});
