import { parseArgs } from 'node:util';
import { ready } from '@sotto/crypto/primitives';
import { type FuzzMode, fuzz, fuzzModes, HistoryError } from '@sotto/testing/mls-interop';
import { keepSeed } from './fuzz/kept-seeds.ts';

/**
 * Plays random histories of groups: `npm run fuzz:mls -- --rounds 1000 --seed 1`. Each round is one history of
 * every cast, or of one (`--mode openmls`). Stops at nothing; a seed that fails is printed and kept, and the
 * tests play it again from then on.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    steps: { type: 'string', default: '40' },
    mode: { type: 'string' },
  },
});
const modes = fuzzModes.filter((mode) => values.mode === undefined || mode === values.mode);
if (modes.length === 0) {
  console.error(`There is no mode ${values.mode}; there are ${fuzzModes.join(', ')}`);
  process.exit(2);
}
const first = Number(values.seed);
const rounds = Number(values.rounds);
const steps = Number(values.steps);
const totals = new Map<string, number>();
let failed = 0;

await ready();
console.log(`${rounds} rounds of ${modes.join(', ')} from seed ${first}`);
let reportAt = performance.now() + 10_000;
for (let seed = first; seed < first + rounds; seed++) {
  for (const mode of modes) await playOne(mode, seed);
  if (performance.now() < reportAt) continue;
  reportAt = performance.now() + 10_000;
  console.log(`  ${seed - first + 1} rounds, ${failed} failed, ${memoryMiB()} MiB`);
}
for (const [name, count] of totals) console.log(`${name.padEnd(20)} ${count.toLocaleString('en')}`);
console.log(`${rounds * modes.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

async function playOne(mode: FuzzMode, seed: number): Promise<void> {
  try {
    for (const [name, count] of Object.entries(await fuzz(mode, seed, steps)))
      totals.set(name, (totals.get(name) ?? 0) + count);
  } catch (error) {
    failed++;
    console.error(`${mode}: ${error instanceof HistoryError ? error.message : error}`);
    console.error(`  again: npm run fuzz:mls -- --mode ${mode} --rounds 1 --seed ${seed} --steps ${steps}`);
    keepSeed({ mode, seed, steps });
  }
}

function memoryMiB(): number {
  return Math.round(process.memoryUsage().rss / 2 ** 20);
}
