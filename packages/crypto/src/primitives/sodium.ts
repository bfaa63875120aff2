import sodium from 'libsodium-wrappers-sumo';
import { CryptoError } from './crypto-error.ts';

let loaded = false;

/**
 * Loads the WebAssembly engine. Await it once, before anything else of this package; everything after is
 * synchronous, so that a ratchet step never waits half-way.
 */
export async function ready(): Promise<void> {
  await sodium.ready;
  loaded = true;
}

/** @throws CryptoError `not-ready` before `ready()` has resolved. */
export function engine(): typeof sodium {
  if (!loaded) throw new CryptoError('not-ready', 'await ready() first');
  return sodium;
}
