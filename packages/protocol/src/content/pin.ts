import { z } from 'zod';
import { decodeValue, encodeValue } from './cbor-value.ts';

/** Whether a message is pinned for everybody. Deterministic CBOR: `[ 0 / 1 ]`. */
const PinArray = z.tuple([z.union([z.literal(0), z.literal(1)])]);

export function encodePin(pinned: boolean): Uint8Array {
  return encodeValue([pinned ? 1 : 0]);
}

export function decodePin(bytes: Uint8Array): boolean | undefined {
  const value = decodeValue(PinArray, bytes);
  return value === undefined ? undefined : value[0] === 1;
}
