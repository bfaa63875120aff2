import { type Ed25519KeyPair, ed25519KeyPair } from '../primitives/ed25519.ts';
import type { Random } from '../primitives/random.ts';

/** A fresh account identity key: Ed25519, seed and public key 32 bytes each. */
export function generateIdentityKey(random: Random): Ed25519KeyPair {
  return ed25519KeyPair(random(32).slice());
}
