import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { lockFolder } from './folder-lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'sotto-lock-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a folder is locked once for each purpose, and again when it was released', async () => {
  const first = await lockFolder(folder, 'build');
  expect(first).toBeDefined();
  expect(await lockFolder(folder, 'build')).toBeUndefined();
  const other = await lockFolder(folder, 'server');
  expect(other).toBeDefined();
  await first?.release();
  const again = await lockFolder(folder, 'build');
  expect(again).toBeDefined();
  await Promise.all([again?.release(), other?.release()]);
});

test('a folder that is reached another way is the same', async () => {
  const lock = await lockFolder(folder, 'build');
  expect(await lockFolder(join(folder, '..', folder.slice(tmpdir().length + 1)), 'build')).toBeUndefined();
  await lock?.release();
});
