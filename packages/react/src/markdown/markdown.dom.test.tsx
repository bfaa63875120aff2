import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { render } from '../../test/render.tsx';
import { Markdown } from './markdown.tsx';

const allowed = new Set([
  'DIV',
  'P',
  'STRONG',
  'EM',
  'S',
  'CODE',
  'PRE',
  'BLOCKQUOTE',
  'UL',
  'OL',
  'LI',
  'A',
  'BR',
  'SPAN',
  'BUTTON',
  'svg',
  'path',
  'rect',
  'circle',
]);

function complaints(root: Element): string[] {
  return [...root.querySelectorAll('*')].flatMap((element) => {
    const found: string[] = [];
    if (!allowed.has(element.tagName)) found.push(`element ${element.tagName}`);
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name) || name === 'srcdoc' || name === 'src') found.push(`attribute ${name}`);
      if (name === 'href' && !/^(?:https?|mailto):/.test(value)) found.push(`link to ${value}`);
    }
    if (element.tagName === 'A' && element.getAttribute('rel') !== 'noopener noreferrer') found.push('rel');
    return found;
  });
}

describe('REQ-C1: what others write is text and nodes, never HTML', () => {
  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '**<svg onload=alert(1)>**',
    '`<iframe srcdoc="<script>alert(1)</script>">`',
    '```html\n<script>alert(1)</script>\n```',
    '> <b onmouseover=alert(1)>x</b>',
    '- <a href="javascript:alert(1)">x</a>',
    '[x](javascript:alert(1))',
    '[x](javascript&colon;alert(1))',
    '[x](\u0001javascript:alert(1))',
    '[<img src=x onerror=alert(1)>](https://example.org)',
    '[x](https://example.org/"onmouseover="alert(1))',
    '<https://example.org/"><script>alert(1)</script>',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '<!--<img src="--><img src=x onerror=alert(1)//">',
  ])('%j', async (source) => {
    const root = await render(<Markdown text={source} />);
    expect(complaints(root)).toEqual([]);
  });

  test('whatever comes', async () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '&',
      '<script>',
      'onerror=',
      'javascript:',
      '[',
      '](',
      ')',
      '`',
      '**',
      '\n',
      '> ',
      '- ',
      'https://a.b',
      ' ',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
        const root = await render(<Markdown text={pieces.join('')} />);
        expect(complaints(root)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test('a link opens elsewhere, without a way back, and says where', async () => {
    const root = await render(<Markdown text="[plan](https://example.org/p)" />);
    const link = root.querySelector('a');
    expect(link?.target).toBe('_blank');
    expect(link?.rel).toBe('noopener noreferrer');
    expect(link?.title).toContain('https://example.org/p');
  });
});

describe('REQ-C2: text direction cannot be turned around', () => {
  test('overrides are gone, and right-to-left writing keeps its marks', async () => {
    const root = await render(<Markdown text={'abc\u202Egpj.exe \u2066x\u2069 שלום\u200F!'} />);
    expect(root.textContent).toBe('abcgpj.exe x שלום\u200F!');
    expect(root.querySelector('.sotto-markdown')?.getAttribute('dir')).toBe('auto');
  });
});
