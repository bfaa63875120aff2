/** Writes Protocol Buffers fields in the order in which they are added; `undefined` adds none. */
export type ProtobufWriter = {
  /** @param value a whole number from 0 to 2^53 - 1. */
  varint(number: number, value: number | undefined): ProtobufWriter;
  bytes(number: number, value: Uint8Array | undefined): ProtobufWriter;
  /** A fresh buffer; what the writer held, which may be secret, is wiped. */
  finish(): Uint8Array;
};

/** A varint of 2^53 - 1. */
const varintBytesMax = 8;

/** @param prefix bytes that stand before the first field. */
export function writeProtobuf(prefix: Uint8Array = new Uint8Array()): ProtobufWriter {
  let buffer = new Uint8Array(256);
  let length = 0;
  const reserve = (extra: number) => {
    if (length + extra <= buffer.length) return;
    const larger = new Uint8Array(Math.max(2 * buffer.length, length + extra));
    larger.set(buffer);
    buffer.fill(0);
    buffer = larger;
  };
  const push = (part: Uint8Array) => {
    reserve(part.length);
    buffer.set(part, length);
    length += part.length;
  };
  const pushVarint = (value: number) => {
    reserve(varintBytesMax);
    let left = value;
    while (left >= 0x80) {
      buffer[length++] = (left % 0x80) | 0x80;
      left = Math.floor(left / 0x80);
    }
    buffer[length++] = left;
  };
  const writer: ProtobufWriter = {
    varint(number, value) {
      if (value === undefined) return writer;
      pushVarint(number * 8);
      pushVarint(value);
      return writer;
    },
    bytes(number, value) {
      if (value === undefined) return writer;
      pushVarint(number * 8 + 2);
      pushVarint(value.length);
      push(value);
      return writer;
    },
    finish() {
      const written = buffer.slice(0, length);
      buffer.fill(0);
      length = 0;
      return written;
    },
  };
  push(prefix);
  return writer;
}
