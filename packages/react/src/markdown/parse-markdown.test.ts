import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blockDepthMax, inlineDepthMax, nodesMax } from './budget.ts';
import { parseMarkdown } from './parse-markdown.ts';
import { safeHref } from './safe-href.ts';
import type { Block, Inline } from './tokens.ts';

const inlines = (source: string): readonly Inline[] => {
  const [block] = parseMarkdown(source);
  return block?.kind === 'paragraph' ? block.children : [];
};
const text = (value: string): Inline => ({ kind: 'text', text: value });
const link = (href: string, label: string): Inline => ({ kind: 'link', href, children: [text(label)] });

describe('inside a line', () => {
  test.each<[string, Inline[]]>([
    ['plain', [text('plain')]],
    ['a **b** c', [text('a '), { kind: 'strong', children: [text('b')] }, text(' c')]],
    [
      '*i* _j_',
      [{ kind: 'emphasis', children: [text('i')] }, text(' '), { kind: 'emphasis', children: [text('j')] }],
    ],
    ['~~gone~~', [{ kind: 'strike', children: [text('gone')] }]],
    ['***both***', [{ kind: 'strong', children: [{ kind: 'emphasis', children: [text('both')] }] }]],
    ['`a **b**`', [{ kind: 'code', text: 'a **b**' }]],
    ['``a ` b``', [{ kind: 'code', text: 'a ` b' }]],
    ['2*3*4 and snake_case_name', [text('2*3*4 and snake_case_name')]],
    ['**粗体**文字', [{ kind: 'strong', children: [text('粗体')] }, text('文字')]],
    ['a ** b', [text('a ** b')]],
    ['**never closed', [text('**never closed')]],
    ['****', [text('****')]],
    ['\\*not\\*', [text('*not*')]],
    ['one\ntwo', [text('one'), { kind: 'break' }, text('two')]],
  ])('%j', (source, expected) => {
    expect(inlines(source)).toEqual(expected);
  });
});

describe('links', () => {
  test.each<[string, Inline[]]>([
    [
      'see https://example.org/a_(b).',
      [text('see '), link('https://example.org/a_(b)', 'https://example.org/a_(b)'), text('.')],
    ],
    ['(https://example.org)', [text('('), link('https://example.org/', 'https://example.org'), text(')')]],
    ['www.example.org', [link('https://www.example.org/', 'www.example.org')]],
    ['[the plan](https://example.org/p)', [link('https://example.org/p', 'the plan')]],
    ['mailto:anna@example.org', [link('mailto:anna@example.org', 'mailto:anna@example.org')]],
  ])('%j', (source, expected) => {
    expect(inlines(source)).toEqual(expected);
  });

  test.each([
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '[x](vbscript:x)',
    '[x](file:///etc/passwd)',
    '[x](blob:null/1)',
    '[x](//example.org)',
    '[x](java\tscript:alert(1))',
    '[x](https://user:secret@example.org)',
  ])('REQ-C1: %j is text', (source) => {
    expect(JSON.stringify(parseMarkdown(source))).not.toContain('"link"');
  });
});

test.each(['[https://bank.example](https://evil.example)', '[bank.example/login](https://evil.example)'])(
  'REQ-C1: %j shows the address it leads to',
  (source) => {
    const links = inlines(source).filter((node) => node.kind === 'link');
    expect(links).toEqual([link('https://evil.example/', 'https://evil.example')]);
  },
);

test('REQ-C2: an address with text-direction controls is no address', () => {
  expect(safeHref('https://example.org/\u202Egpj.exe')).toBeNull();
  expect(safeHref('https://example.org/gpj.exe')).toBe('https://example.org/gpj.exe');
});

describe('blocks', () => {
  test('code, quote and list', () => {
    expect(
      parseMarkdown('```ts\nlet a = **1**;\n```\n> said\n> **twice**\n- one\n- two\n  1. deep\n3) x'),
    ).toEqual([
      { kind: 'code', language: 'ts', text: 'let a = **1**;' },
      {
        kind: 'quote',
        children: [
          {
            kind: 'paragraph',
            children: [text('said'), { kind: 'break' }, { kind: 'strong', children: [text('twice')] }],
          },
        ],
      },
      {
        kind: 'list',
        ordered: false,
        start: 1,
        items: [
          [{ kind: 'paragraph', children: [text('one')] }],
          [
            { kind: 'paragraph', children: [text('two')] },
            {
              kind: 'list',
              ordered: true,
              start: 1,
              items: [[{ kind: 'paragraph', children: [text('deep')] }]],
            },
          ],
        ],
      },
      { kind: 'list', ordered: true, start: 3, items: [[{ kind: 'paragraph', children: [text('x')] }]] },
    ]);
  });

  test('a fence that is never closed keeps the rest', () => {
    expect(parseMarkdown('```\na\n\nb')).toEqual([{ kind: 'code', language: null, text: 'a\n\nb' }]);
  });

  test('empty and blank messages have no blocks', () => {
    expect(parseMarkdown('')).toEqual([]);
    expect(parseMarkdown(' \n\t\n')).toEqual([]);
  });
});

type Size = { nodes: number; depth: number; text: string };

function measure(nodes: readonly (Block | Inline)[], depth = 1): Size {
  const total: Size = { nodes: 0, depth, text: '' };
  for (const node of nodes) {
    total.nodes += 1;
    const inside = 'children' in node ? node.children : node.kind === 'list' ? node.items.flat() : undefined;
    if (inside !== undefined) {
      const size = measure(inside, depth + 1);
      total.nodes += size.nodes;
      total.depth = Math.max(total.depth, size.depth);
      total.text += size.text;
    } else if ('text' in node) {
      total.text += node.text;
    }
  }
  return total;
}

const piece = fc.constantFrom(
  '*',
  '**',
  '_',
  '__',
  '~~',
  '`',
  '``',
  '```',
  '[',
  '](',
  ')',
  '>',
  '> ',
  '- ',
  '1. ',
  '\n',
  '\n\n',
  ' ',
  '  ',
  '\\',
  'a',
  'b c',
  'https://',
  'www.',
  'http://x.y',
  'mailto:',
  '\u202E',
  '\u0000',
  '😀',
  'ש',
  '\r',
);
const messy = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.array(piece, { maxLength: 120 }).map((pieces) => pieces.join('')),
);
const depthMax = 2 * blockDepthMax + inlineDepthMax + 4;

describe('whatever comes', () => {
  test('every string is parsed, within the bounds, and keeps its letters', () => {
    fc.assert(
      fc.property(messy, (source) => {
        const size = measure(parseMarkdown(source));
        expect(size.depth).toBeLessThanOrEqual(depthMax);
        expect(size.nodes).toBeLessThanOrEqual(nodesMax + 2 * source.length);
        const letters = (value: string) => value.match(/[abcש😀]/gu)?.length ?? 0;
        // Letters may only go where they are the address behind a label or the language of a fence.
        if (!source.includes('](') && !source.includes('```')) {
          expect(letters(size.text)).toBe(letters(source));
        }
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    ['stars', '*'.repeat(65_536)],
    ['bold words', '**a** '.repeat(10_000)],
    ['open bold', '**a '.repeat(16_000)],
    ['brackets', '['.repeat(65_536)],
    ['half links', '[a]('.repeat(16_000)],
    ['quotes', '>'.repeat(65_536)],
    ['nested lists', Array.from({ length: 500 }, (_, index) => `${' '.repeat(index * 2)}- a`).join('\n')],
    ['list items', '- a\n'.repeat(16_000)],
    ['backticks', Array.from({ length: 360 }, (_, index) => '`'.repeat(index)).join(' ')],
    ['addresses', 'https://a.b '.repeat(5_400)],
    ['escapes', '\\*'.repeat(32_000)],
    ['mixed', '_**~~`['.repeat(9_000)],
  ])('REQ-C1: a bomb of %s stays small and quick', (_name, source) => {
    const size = measure(parseMarkdown(source));
    expect(size.nodes).toBeLessThanOrEqual(nodesMax * 2);
    expect(size.depth).toBeLessThanOrEqual(depthMax);
    // Quadratic behaviour would take minutes, more than the test's own time.
  });
});
