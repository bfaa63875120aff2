import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const documents = [
  'docs/message-flow.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'docs/security.md',
  'docs/protocol.md',
  'README.md',
];

test.each(documents)('%s names only files and folders that exist', (document) => {
  const text = readFileSync(join(root, document), 'utf8');
  const named = [...text.matchAll(/`((?:packages|apps|tools|docs|e2e|bench|vectors)\/[\w./-]+)`/g)].map(
    (match) => match[1] as string,
  );
  const missing = named.filter((path) => !existsSync(join(root, path)));
  expect(missing).toEqual([]);
});

test('docs/security.md: each test it names exists', () => {
  const text = readFileSync(join(root, 'docs/security.md'), 'utf8');
  const named = [...text.matchAll(/`([\w./-]+\.test\.tsx?)`/g)].map((match) => match[1] as string);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
