import fc from 'fast-check';

/** One change to a string of bytes; positions are shares of its length. */
export type Mutation =
  | { readonly kind: 'set' | 'flip'; readonly at: number; readonly value: number }
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'insert'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'remove' | 'repeat'; readonly at: number; readonly length: number };

const at = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const byte = fc.oneof(fc.constantFrom(0, 1, 0x3f, 0x40, 0x7f, 0x80, 0xbf, 0xc0, 0xff), fc.nat(255));

/** A few changes, from a flipped bit to lengths that promise more than there is. */
export const mutations: fc.Arbitrary<readonly Mutation[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('set', 'flip'), at, value: byte }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('cut'), at }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('insert'), at, bytes: fc.uint8Array({ maxLength: 40 }) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom('remove', 'repeat'),
        at,
        length: fc.integer({ min: 1, max: 300 }),
      }),
    },
  ) as fc.Arbitrary<Mutation>,
  { minLength: 1, maxLength: 4 },
);

export function mutated(bytes: Uint8Array, changes: readonly Mutation[]): Uint8Array {
  let result = bytes;
  for (const change of changes) result = once(result, change);
  return result;
}

function once(bytes: Uint8Array, change: Mutation): Uint8Array {
  const position = Math.floor(change.at * bytes.length);
  const head = bytes.subarray(0, position);
  switch (change.kind) {
    case 'set':
      return bytes.map((value, i) => (i === position ? change.value : value));
    case 'flip':
      return bytes.map((value, i) => (i === position ? value ^ (1 << (change.value & 7)) : value));
    case 'cut':
      return head.slice();
    case 'insert':
      return joined(head, change.bytes, bytes.subarray(position));
    case 'remove':
      return joined(head, bytes.subarray(position + change.length));
    case 'repeat':
      return joined(head, bytes.subarray(position, position + change.length), bytes.subarray(position));
  }
}

const joined = (...parts: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));
