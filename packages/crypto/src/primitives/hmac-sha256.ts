import { sha256 } from '@noble/hashes/sha2.js';
import { sha256 as hash } from './hash.ts';

/**
 * HMAC-SHA256 (RFC 2104) of the parts one after another: 32 bytes, any key length.
 *
 * A ratchet step computes a dozen of them over a few bytes each, so the hash objects and the padded key are
 * kept between calls; nothing of a key or message is left in them afterwards.
 */
export function hmacSha256(key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  const short = key.length > blockBytes ? hash(key) : key;
  padded.fill(innerPad);
  for (let i = 0; i < short.length; i++) padded[i] = (short[i] as number) ^ innerPad;
  keyed();
  for (const part of parts) working.update(part);
  working.digestInto(innerHash);

  for (let i = 0; i < blockBytes; i++) padded[i] = (padded[i] as number) ^ innerPad ^ outerPad;
  keyed().update(innerHash);
  const tag = new Uint8Array(32);
  working.digestInto(tag);

  fresh._cloneInto(working);
  padded.fill(0);
  innerHash.fill(0);
  return tag;
}

const blockBytes = 64;
const innerPad = 0x36;
const outerPad = 0x5c;
const fresh = sha256.create();
const working = sha256.create();
const innerHash = new Uint8Array(32);
const padded = new Uint8Array(blockBytes);
/** Two halves: a whole block at once would make the hash allocate a view of it. */
const paddedHalves = [padded.subarray(0, 32), padded.subarray(32)] as const;

/** The working hash after the padded key. */
function keyed(): typeof working {
  fresh._cloneInto(working);
  return working.update(paddedHalves[0]).update(paddedHalves[1]);
}
