import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { accessTable } from './access-table.ts';

test('docs/access.md is what the routes say', () => {
  const written = readFileSync(join(import.meta.dirname, '..', 'docs', 'access.md'), 'utf8');
  expect(written, 'run node tools/access-table.ts').toBe(accessTable());
});
