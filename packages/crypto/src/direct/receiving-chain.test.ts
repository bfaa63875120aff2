import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toHex } from '../primitives/index.ts';
import { messageKeySeed, nextChainKey } from './chain-key.ts';
import { stepReceivingChain } from './receiving-chain.ts';
import type { ReceivingChain } from './session-state.ts';

const start = new Uint8Array(32).fill(3);
const fresh: ReceivingChain = { ratchetKey: start, chainKey: start, index: 0, skipped: [] };

/** The slow twin: walks from the beginning for every key. */
function seedOf(counter: number): string {
  let chainKey: Uint8Array = start;
  for (let i = 0; i < counter; i++) chainKey = nextChainKey(chainKey);
  return toHex(messageKeySeed(chainKey));
}

test('a chain gives every key once, the right one, whatever the order', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(60), { maxLength: 40 }), (counters) => {
      const used = new Set<number>();
      let chain = fresh;
      for (const counter of counters) {
        const before = JSON.stringify(chain);
        const step = stepReceivingChain(chain, counter);
        expect(JSON.stringify(chain)).toBe(before);
        if (used.has(counter)) {
          expect(step.kind).toBe('duplicate');
          continue;
        }
        if (step.kind !== 'key') throw new Error(`${step.kind} for ${counter}`);
        expect(toHex(step.seed)).toBe(seedOf(counter));
        used.add(counter);
        chain = step.chain;
      }
      expect(chain.skipped.length).toBe(chain.index - used.size);
    }),
  );
});
