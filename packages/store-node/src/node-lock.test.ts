import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeLock } from './node-lock.ts';

const newFolder = () => mkdtempSync(join(tmpdir(), 'sotto-lock-'));

test('one holder at a time', async () => {
  const lock = nodeLock(newFolder());
  const release = await lock('engine');
  expect(release).not.toBeNull();
  expect(await lock('engine')).toBeNull();
  release?.();
  expect(await lock('engine')).not.toBeNull();
});

test('the lock of a process that is gone is taken over', async () => {
  const folder = newFolder();
  // Above every process id Linux gives out.
  writeFileSync(join(folder, 'engine.lock'), '4194999');
  expect(await nodeLock(folder)('engine')).not.toBeNull();
});

test('the lock of a living process is respected', async () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'engine.lock'), '1');
  expect(await nodeLock(folder)('engine')).toBeNull();
});
