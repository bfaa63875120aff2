import { concatBytes, type Random, sha256, uint32, utf8 } from '../src/primitives/index.ts';

/** Repeatable bytes for tests: SHA-256 over a seed and a counter. */
export function deterministicRandom(seed: string): Random {
  let counter = 0;
  return (length) => {
    const blocks: Uint8Array[] = [];
    for (let made = 0; made < length; made += 32)
      blocks.push(sha256(concatBytes(utf8(seed), uint32(counter++))));
    return concatBytes(...blocks).slice(0, length);
  };
}
