import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GroupEpochs, GroupKey, GroupKeyRequest, GroupMissing } from './group-signals.ts';
import {
  Activity,
  decodeSignal,
  encodeSignal,
  ReadMarker,
  Resend,
  ResendRequest,
  StatusReport,
} from './signals.ts';

const schemas = [
  StatusReport,
  Activity,
  ReadMarker,
  ResendRequest,
  Resend,
  GroupEpochs,
  GroupKey,
  GroupKeyRequest,
  GroupMissing,
];
const id = new Uint8Array(16).fill(9);

test.each([
  ['status', StatusReport, [[id, 2]]],
  ['activity', Activity, [0, 1]],
  ['read marker', ReadMarker, [id, 1_700_000_000_000]],
  ['resend request', ResendRequest, [id, id]],
  ['resend', Resend, [id, new Uint8Array([1, 2, 3])]],
  ['group epochs', GroupEpochs, [true, [[id, 7, id]]]],
  ['group key request', GroupKeyRequest, [id]],
  ['group key', GroupKey, [id, 7, new Uint8Array(32)]],
  ['group missing', GroupMissing, [id, 3, 5]],
] as const)('%s comes back as it was', (_name, schema, value) => {
  expect(decodeSignal(schema, encodeSignal(value as never))).toEqual(value);
});

test('any byte string yields a value or nothing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (input) => {
      for (const schema of schemas) decodeSignal(schema, input);
    }),
  );
});

test('a gap that is none, or endless, is refused', () => {
  for (const range of [
    [5, 4],
    [0, 3],
    [1, 257],
  ]) {
    expect(decodeSignal(GroupMissing, encodeSignal([id, ...range]))).toBeUndefined();
  }
});
