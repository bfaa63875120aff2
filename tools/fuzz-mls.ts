import { fork } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fuzzModes } from '@sotto/testing/mls-interop';
import type { Played, Rounds } from './fuzz/play-rounds.ts';

/**
 * Plays random histories of groups and changed messages: `npm run fuzz:mls -- --rounds 1000 --seed 1`. Each
 * round is one of every mode, or of one (`--mode openmls`). Stops at nothing; a seed that fails is printed and
 * kept, and the tests play it again from then on.
 */
const usage = `Usage: npm run fuzz:mls -- [--rounds 100] [--seed N] [--steps 40] [--mode ${fuzzModes.join('|')}]`;
const values = read();
const modes = fuzzModes.filter((mode) => values.mode === undefined || mode === values.mode);
const [first, rounds, steps] = [values.seed, values.rounds, values.steps].map(Number) as [
  number,
  number,
  number,
];
if (modes.length === 0 || ![first, rounds, steps].every(Number.isSafeInteger)) {
  console.error(usage);
  process.exit(2);
}
/** OpenMLS gives its memory back only with its process. */
const roundsPerProcess = 25;
const totals = new Map<string, number>();
let failed = 0;

console.log(`${rounds} rounds of ${modes.join(', ')} from seed ${first}`);
for (let done = 0; done < rounds; ) {
  const part = Math.min(roundsPerProcess, rounds - done);
  const played = await inProcess({ modes, first: first + done, rounds: part, steps });
  failed += played.failed;
  for (const [name, count] of Object.entries(played.totals))
    totals.set(name, (totals.get(name) ?? 0) + count);
  done += part;
  console.log(`  ${done} rounds, ${failed} failed`);
}
for (const [name, count] of totals) console.log(`${name.padEnd(20)} ${count.toLocaleString('en')}`);
console.log(`${rounds * modes.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function inProcess(order: Rounds): Promise<Played> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'fuzz', 'play-rounds.ts'), [JSON.stringify(order)]);
    child.once('message', (played: Played) => resolve(played));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the rounds from seed ${order.first} ended with ${code}`)));
  });
}

function read() {
  try {
    return parseArgs({
      options: {
        rounds: { type: 'string', default: '100' },
        seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
        steps: { type: 'string', default: '40' },
        mode: { type: 'string' },
      },
    }).values;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n${usage}`);
    process.exit(2);
  }
}
