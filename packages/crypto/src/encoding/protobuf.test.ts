import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bytesField,
  type ProtobufField,
  readProtobuf,
  repeatedBytes,
  varintField,
} from './protobuf-reader.ts';
import { writeProtobuf } from './protobuf-writer.ts';

const number = fc.integer({ min: 1, max: 2 ** 29 - 1 });
const field: fc.Arbitrary<ProtobufField> = fc.oneof(
  fc.record({ number, kind: fc.constant('varint' as const), value: fc.maxSafeNat() }),
  fc.record({ number, kind: fc.constant('bytes' as const), value: fc.uint8Array({ maxLength: 400 }) }),
);

describe('Protocol Buffers fields', () => {
  test('are read as they were written, in their order', () => {
    fc.assert(
      fc.property(fc.array(field), (fields) => {
        const writer = writeProtobuf();
        for (const each of fields)
          each.kind === 'varint'
            ? writer.varint(each.number, each.value)
            : writer.bytes(each.number, each.value);
        expect(readProtobuf(writer.finish())).toEqual(fields);
      }),
    );
  });

  test('of any bytes are fields or nothing, and never reach beyond the input', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        for (const each of readProtobuf(bytes) ?? [])
          if (each.kind === 'bytes') expect(each.value.length).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: 1000 },
    );
  });

  test('that are absent are not written', () => {
    expect(writeProtobuf(Uint8Array.of(0x44)).varint(1, undefined).bytes(2, undefined).finish()).toEqual(
      Uint8Array.of(0x44),
    );
  });

  test('that repeat: the last one counts, all can be had', () => {
    const fields = readProtobuf(
      writeProtobuf()
        .varint(1, 5)
        .varint(1, 6)
        .bytes(2, Uint8Array.of(1))
        .bytes(2, Uint8Array.of(2))
        .finish(),
    );
    if (fields === undefined) throw new Error('not read');
    expect(varintField(fields, 1)).toBe(6);
    expect(bytesField(fields, 2)).toEqual(Uint8Array.of(2));
    expect(repeatedBytes(fields, 2)).toEqual([Uint8Array.of(1), Uint8Array.of(2)]);
    expect(varintField(fields, 2)).toBeUndefined();
    expect(bytesField(fields, 1)).toBeUndefined();
  });

  test.each([
    ['a length beyond the end', [0x0a, 5, 1]],
    ['a number that does not end', [0x08, 0x80]],
    ['a number of 2^53', [0x08, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10]],
    ['a number of eleven bytes', [0x08, ...Array.from({ length: 10 }, () => 0x80), 0]],
    ['field number 0', [0x00, 1]],
    ['a group', [0x0b, 0x0c]],
    ['half a fixed field', [0x09, 1, 2, 3]],
  ])('are refused with %s', (_, bytes) => {
    expect(readProtobuf(Uint8Array.from(bytes))).toBeUndefined();
  });

  test('of fixed width are stepped over', () => {
    const bytes = [0x09, 1, 2, 3, 4, 5, 6, 7, 8, 0x15, 1, 2, 3, 4, 0x18, 7];
    expect(readProtobuf(Uint8Array.from(bytes))).toEqual([{ number: 3, kind: 'varint', value: 7 }]);
  });
});
