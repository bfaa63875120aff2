import { z } from 'zod';
import { decodeValue, encodeValue } from './cbor-value.ts';

/** Whether somebody comes. Deterministic CBOR: `[ 0 no / 1 yes / 2 maybe ]`. */
export type EventAnswerValue = 'no' | 'yes' | 'maybe';

const values: readonly EventAnswerValue[] = ['no', 'yes', 'maybe'];
const AnswerArray = z.tuple([z.union([z.literal(0), z.literal(1), z.literal(2)])]);

export function encodeEventAnswer(answer: EventAnswerValue): Uint8Array {
  return encodeValue([values.indexOf(answer)]);
}

export function decodeEventAnswer(bytes: Uint8Array): EventAnswerValue | undefined {
  const value = decodeValue(AnswerArray, bytes);
  return value === undefined ? undefined : values[value[0]];
}
