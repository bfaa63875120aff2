import { skippedKeysMax } from './limits.ts';
import type { SkippedKey } from './session-state.ts';

/** One key: index (32-bit big-endian) and seed (32). */
const entryBytes = 36;

/** Skipped keys one after another, as a session record stores them. */
export function packSkippedKeys(keys: readonly SkippedKey[]): Uint8Array {
  const packed = new Uint8Array(keys.length * entryBytes);
  const view = new DataView(packed.buffer);
  keys.forEach((key, i) => {
    view.setUint32(i * entryBytes, key.index);
    packed.set(key.seed, i * entryBytes + 4);
  });
  return packed;
}

/** @returns `undefined` for what `packSkippedKeys` does not give. */
export function unpackSkippedKeys(packed: Uint8Array): SkippedKey[] | undefined {
  if (packed.length % entryBytes !== 0 || packed.length > skippedKeysMax * entryBytes) return undefined;
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const keys: SkippedKey[] = [];
  for (let at = 0; at < packed.length; at += entryBytes) {
    keys.push({ index: view.getUint32(at), seed: packed.slice(at + 4, at + entryBytes) });
  }
  return keys;
}
