import { expect, test } from 'vitest';
import { asciiArray, bigintArray, bytesArray, integerArray, uuidArray } from './binary-arrays.ts';

const hex = (buffer: Buffer) => buffer.toString('hex');
/** One dimension, no nulls, an element type, so many from 1. */
const head = (type: string, count: number, nulls = 0) =>
  `00000001${nulls === 0 ? '00000000' : '00000001'}${type}${count.toString(16).padStart(8, '0')}00000001`;

test('integers of both sizes', () => {
  expect(hex(integerArray([1, -1]))).toBe(
    `${head('00000017', 2)}00000004000000010000 0004ffffffff`.replace(' ', ''),
  );
  expect(hex(bigintArray([1, 2 ** 40 + 5]))).toBe(
    `${head('00000014', 2)}000000080000000000000001000000080000010000000005`,
  );
});

test('bytes and text keep their lengths', () => {
  expect(hex(bytesArray([new Uint8Array([255]), new Uint8Array()]))).toBe(
    `${head('00000011', 2)}00000001ff00000000`,
  );
  expect(hex(asciiArray(['a_', 'Z']))).toBe(`${head('00000019', 2)}00000002615f000000015a`);
});

test('UUIDs are sixteen bytes in either case, and may be missing', () => {
  const id = '00112233-4455-8677-88aA-BBccDDeeFF00';
  const bytes = id.replaceAll('-', '').toLowerCase();
  expect(hex(uuidArray([id]))).toBe(`${head('00000b86', 1)}00000010${bytes}`);
  expect(hex(uuidArray([undefined, id]))).toBe(`${head('00000b86', 2, 1)}ffffffff00000010${bytes}`);
});

test('an empty array has no dimension', () => {
  for (const empty of [integerArray([]), bigintArray([]), bytesArray([]), asciiArray([]), uuidArray([])])
    expect(hex(empty)).toMatch(/^0000000000000000.{8}$/);
});
