import { ready } from '@sotto/crypto/primitives';
import { beforeAll, describe, expect, test } from 'vitest';
import { type FuzzMode, fuzz } from '../src/mls-interop/index.ts';
import keptSeeds from './mls-fuzz-seeds.json' with { type: 'json' };

beforeAll(ready);

/** A few histories of each cast; `npm run fuzz:mls` plays thousands. */
const rounds: Record<Exclude<FuzzMode, 'mutations'>, number> = {
  'self-play': 12,
  openmls: 7,
  'ts-mls': 3,
  all: 4,
};

describe.each(Object.keys(rounds) as (keyof typeof rounds)[])('random histories: %s', (mode) => {
  test.each(Array.from({ length: rounds[mode] }, (_, i) => i + 1))('seed %i', async (seed) => {
    const counts = await fuzz(mode, seed);
    expect(counts.commits).toBeGreaterThan(15);
    expect(counts.refusedToRemoved).toBeGreaterThan(0);
  });
});

test('changed messages', async () => {
  expect((await fuzz('mutations', 1)).mutations).toBeGreaterThan(300);
});

test('every seed that ever failed', async () => {
  for (const { mode, seed, steps } of keptSeeds as { mode: FuzzMode; seed: number; steps: number }[])
    await fuzz(mode, seed, steps);
});
