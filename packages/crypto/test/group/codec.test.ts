import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode, TlsReader } from '../../src/group/codec/tls-reader.ts';
import { TlsWriter } from '../../src/group/codec/tls-writer.ts';

/** RFC 9420 section 2.1: integers, vectors and optional values, each in one way only. */

const read = <T>(bytes: readonly number[], reading: (reader: TlsReader) => T): T =>
  decode(reading, Uint8Array.from(bytes));
const varint = (reader: TlsReader) => reader.varint();

describe('a length', () => {
  test.each([
    [[0x00], 0],
    [[0x3f], 63],
    [[0x40, 0x40], 64],
    [[0x7f, 0xff], 16_383],
    [[0x80, 0x00, 0x40, 0x00], 16_384],
    [[0xbf, 0xff, 0xff, 0xff], 0x3fff_ffff],
  ])('%j is %i', (bytes, value) => {
    expect(read(bytes, varint)).toBe(value);
  });

  test.each([[[0x40, 0x3f]], [[0x40, 0x00]], [[0x80, 0x00, 0x3f, 0xff]], [[0x80, 0, 0, 0]]])(
    '%j is not in its fewest bytes',
    (bytes) => {
      expect(() => read(bytes, varint)).toThrow('fewest bytes');
    },
  );

  test('with the reserved prefix is refused', () => {
    expect(() => read([0xc0, 0, 0, 0, 0, 0, 0, 0], varint)).toThrow('unknown prefix');
  });

  test('that promises more than there is is refused before anything is made', () => {
    expect(() => read([0xbf, 0xff, 0xff, 0xff], (reader) => reader.opaque())).toThrow('end early');
    expect(() => read([0x02, 0x01], (reader) => reader.opaque())).toThrow('end early');
    expect(() => read([0xbf, 0xff, 0xff, 0xff], (reader) => reader.list(varint))).toThrow('end early');
  });
});

test('an optional value is there or not', () => {
  const optional = (reader: TlsReader) => reader.optional((inner) => inner.uint8());
  expect(read([0], optional)).toBeUndefined();
  expect(read([1, 7], optional)).toBe(7);
  expect(() => read([2, 7], optional)).toThrow('a presence octet');
});

test('a list ends where its length says', () => {
  const pairs = (reader: TlsReader) => reader.list((item) => item.uint16(), 3);
  expect(read([4, 0, 1, 0, 2], pairs)).toEqual([1, 2]);
  expect(() => read([3, 0, 1, 0], pairs)).toThrow('end early');
  expect(() => read([8, 0, 1, 0, 2, 0, 3, 0, 4], pairs)).toThrow('out-of-range');
});

test('nothing follows a value', () => {
  expect(() => read([0, 0], (reader) => reader.uint8())).toThrow('after the end');
});

test('a vector too long for any length is not written', () => {
  const huge = { length: 0x4000_0000 } as Uint8Array;
  expect(() => new TlsWriter().opaque(huge)).toThrow('out-of-range');
});

test('what is written is read back', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 20_000 }), { maxLength: 3 }),
      fc.nat(0xffff),
      fc.nat(0xffff_ffff),
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      (vectors, short, long, wide) => {
        const written = new TlsWriter(1)
          .list(vectors, (item, value) => item.opaque(value))
          .uint16(short)
          .uint32(long)
          .uint64(wide)
          .finish();
        const reader = new TlsReader(written);
        expect(reader.list((item) => item.opaque())).toEqual(vectors);
        expect([reader.uint16(), reader.uint32(), reader.uint64()]).toEqual([short, long, wide]);
        reader.end();
      },
    ),
    { numRuns: 60 },
  );
});
