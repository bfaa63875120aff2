/**
 * PostgreSQL's binary form of one-dimensional arrays, which `pg` sends as it is when a parameter is a
 * Buffer. As text, every byte of a ciphertext would travel as two characters and be parsed again.
 *
 *     int32 dimensions (1, or 0 when empty), int32 has-nulls (0), int32 element type
 *     int32 length, int32 first index (1), then for each element int32 length and its bytes
 */
const types = { bytea: 17, bigint: 20, integer: 23, text: 25, uuid: 2950 } as const;
const headerBytes = 20;

export function bigintArray(values: readonly number[]): Buffer {
  const array = begin(types.bigint, values.length, values.length * 12);
  let at = headerBytes;
  for (const value of values) {
    at = array.writeInt32BE(8, at);
    at = array.writeInt32BE(Math.floor(value / 0x1_0000_0000), at);
    at = array.writeUInt32BE(value % 0x1_0000_0000, at);
  }
  return array;
}

export function integerArray(values: readonly number[]): Buffer {
  const array = begin(types.integer, values.length, values.length * 8);
  let at = headerBytes;
  for (const value of values) {
    at = array.writeInt32BE(4, at);
    at = array.writeInt32BE(value, at);
  }
  return array;
}

export function bytesArray(values: readonly Uint8Array[]): Buffer {
  let size = 0;
  for (const value of values) size += 4 + value.length;
  const array = begin(types.bytea, values.length, size);
  let at = headerBytes;
  for (const value of values) {
    at = array.writeInt32BE(value.length, at);
    array.set(value, at);
    at += value.length;
  }
  return array;
}

/** ASCII only: device ids are. */
export function asciiArray(values: readonly string[]): Buffer {
  let size = 0;
  for (const value of values) size += 4 + value.length;
  const array = begin(types.text, values.length, size);
  let at = headerBytes;
  for (const value of values) {
    at = array.writeInt32BE(value.length, at);
    at += array.write(value, at, 'latin1');
  }
  return array;
}

/** UUIDs in their text form, which must be valid; undefined is NULL. */
export function uuidArray(values: readonly (string | undefined)[]): Buffer {
  let nulls = 0;
  for (const value of values) if (value === undefined) nulls++;
  const array = begin(types.uuid, values.length, values.length * 20 - nulls * 16);
  if (nulls > 0) array.writeInt32BE(1, 4);
  let at = headerBytes;
  for (const value of values) {
    at = array.writeInt32BE(value === undefined ? -1 : 16, at);
    if (value !== undefined) at = writeUuid(array, value, at);
  }
  return array;
}

function begin(type: number, length: number, elementBytes: number): Buffer {
  const array = Buffer.allocUnsafe(length === 0 ? 12 : headerBytes + elementBytes);
  array.writeInt32BE(length === 0 ? 0 : 1, 0);
  array.writeInt32BE(0, 4);
  array.writeInt32BE(type, 8);
  if (length > 0) {
    array.writeInt32BE(length, 12);
    array.writeInt32BE(1, 16);
  }
  return array;
}

function writeUuid(into: Buffer, text: string, at: number): number {
  let from = 0;
  let to = at;
  for (let i = 0; i < 16; i++) {
    if (text.charCodeAt(from) === 45) from++;
    into[to++] = (nibble(text.charCodeAt(from)) << 4) | nibble(text.charCodeAt(from + 1));
    from += 2;
  }
  return to;
}

/** The value of a hexadecimal digit, either case. */
function nibble(code: number): number {
  return code <= 57 ? code - 48 : (code | 32) - 87;
}
