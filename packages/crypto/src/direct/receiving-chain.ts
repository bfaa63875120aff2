import { messageKeySeed, nextChainKey } from './chain-key.ts';
import { forwardStepsMax, skippedKeysMax } from './limits.ts';
import type { ReceivingChain, SkippedKey } from './session-state.ts';

export type ChainStep =
  | { readonly kind: 'key'; readonly seed: Uint8Array; readonly chain: ReceivingChain }
  /** The key was used, or set aside so long ago that it was dropped. */
  | { readonly kind: 'duplicate' }
  /** Further ahead than one message may push this side (REQ-S5); nothing was computed. */
  | { readonly kind: 'too-far' };

/**
 * The key of message `counter` in a chain, with the keys of those before it set aside. Double Ratchet,
 * TrySkippedMessageKeys and SkipMessageKeys.
 *
 * Bounded: at most 25,000 steps, and keys that would exceed the 2,000 kept are never derived.
 */
export function stepReceivingChain(chain: ReceivingChain, counter: number): ChainStep {
  if (counter < chain.index) return takeSkipped(chain, counter);
  const steps = counter - chain.index;
  if (steps > forwardStepsMax) return { kind: 'too-far' };
  let { chainKey } = chain;
  const fresh: SkippedKey[] = [];
  for (let index = chain.index; index < counter; index++) {
    if (counter - index <= skippedKeysMax) fresh.push({ index, seed: messageKeySeed(chainKey) });
    chainKey = nextChainKey(chainKey);
  }
  const skipped = fresh.length === 0 ? chain.skipped : [...chain.skipped, ...fresh].slice(-skippedKeysMax);
  return {
    kind: 'key',
    seed: messageKeySeed(chainKey),
    chain: { ...chain, chainKey: nextChainKey(chainKey), index: counter + 1, skipped },
  };
}

function takeSkipped(chain: ReceivingChain, counter: number): ChainStep {
  const at = chain.skipped.findIndex((key) => key.index === counter);
  const key = chain.skipped[at];
  if (key === undefined) return { kind: 'duplicate' };
  return { kind: 'key', seed: key.seed, chain: { ...chain, skipped: chain.skipped.toSpliced(at, 1) } };
}
