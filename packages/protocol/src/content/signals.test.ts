import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  Activity,
  decodeSignal,
  encodeSignal,
  ReadMarker,
  Resend,
  ResendRequest,
  StatusReport,
} from './signals.ts';

const id = new Uint8Array(16).fill(9);

test.each([
  ['status', StatusReport, [[id, 2]]],
  ['activity', Activity, [0, 1]],
  ['read marker', ReadMarker, [id, 1_700_000_000_000]],
  ['resend request', ResendRequest, [id, id]],
  ['resend', Resend, [id, new Uint8Array([1, 2, 3])]],
] as const)('%s comes back as it was', (_name, schema, value) => {
  expect(decodeSignal(schema, encodeSignal(value as never))).toEqual(value);
});

test('any byte string yields a value or nothing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (input) => {
      for (const schema of [StatusReport, Activity, ReadMarker, ResendRequest, Resend])
        decodeSignal(schema, input);
    }),
  );
});
