import { ready } from '@sotto/crypto/primitives';
import { type FuzzMode, fuzz, HistoryError } from '@sotto/testing/mls-interop';
import { keepSeed } from './kept-seeds.ts';

/** What one process is to play: a history of every mode for each seed. */
export type Rounds = {
  readonly modes: readonly FuzzMode[];
  readonly first: number;
  readonly rounds: number;
  readonly steps: number;
};

export type Played = { readonly failed: number; readonly totals: Readonly<Record<string, number>> };

/** A process of its own, started with its order as an argument; it answers what it played. */
const order = process.argv[2];
if (process.send !== undefined && order !== undefined) {
  await ready();
  process.send(await play(JSON.parse(order) as Rounds));
  process.exit(0);
}

async function play({ modes, first, rounds, steps }: Rounds): Promise<Played> {
  const totals: Record<string, number> = {};
  let failed = 0;
  for (let seed = first; seed < first + rounds; seed++) {
    for (const mode of modes) {
      try {
        for (const [name, count] of Object.entries(await fuzz(mode, seed, steps)))
          totals[name] = (totals[name] ?? 0) + count;
      } catch (error) {
        failed++;
        console.error(`${mode}: ${error instanceof HistoryError ? error.message : error}`);
        console.error(
          `  again: npm run fuzz:mls -- --mode ${mode} --rounds 1 --seed ${seed} --steps ${steps}`,
        );
        keepSeed({ mode, seed, steps });
      }
    }
  }
  return { failed, totals };
}
