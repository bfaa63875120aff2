import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FuzzMode } from '@sotto/testing/mls-interop';

type KeptSeed = { readonly mode: FuzzMode; readonly seed: number; readonly steps: number };

const file = join(import.meta.dirname, '..', '..', 'packages/testing/test/mls-fuzz-seeds.json');

/** Adds a seed that failed to those that the tests play every time. */
export function keepSeed(failed: KeptSeed): void {
  const kept = JSON.parse(readFileSync(file, 'utf8')) as KeptSeed[];
  const known = kept.some(({ mode, seed }) => mode === failed.mode && seed === failed.seed);
  if (!known) writeFileSync(file, `${JSON.stringify([...kept, failed], undefined, 2)}\n`);
}
