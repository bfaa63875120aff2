import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeContent, encodeContent, meaningOf } from '../../src/content/index.ts';
import { plainJson } from './plain-json.ts';

const folder = join(import.meta.dirname, '..', '..', '..', '..', 'vectors', 'content');

type Vector = { readonly name: string; readonly content: string; readonly meaning: unknown };

/** What was written once is read the same for ever, and what was refused stays refused. */
describe.each(readdirSync(folder))('%s', (file) => {
  const vectors = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Vector[];

  test.each(vectors)('$name', ({ content, meaning }) => {
    const bytes = new Uint8Array(Buffer.from(content, 'hex'));
    const decoded = decodeContent(bytes);
    if (decoded.kind === 'malformed') throw new Error(decoded.reason);
    expect(plainJson(meaningOf(decoded.content))).toEqual(meaning);
    expect(Buffer.from(encodeContent(decoded.content)).toString('hex')).toBe(content);
  });

  test('malformed contents are malformed, others are not', () => {
    for (const { name, meaning } of vectors) {
      const { kind } = meaning as { kind: string };
      expect([name, kind === 'malformed']).toEqual([name, name.startsWith('malformed')]);
    }
  });
});
