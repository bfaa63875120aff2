/** Writes Protocol Buffers fields in the order in which they are added. */
export type ProtobufWriter = {
  varint(number: number, value: number | undefined): ProtobufWriter;
  bytes(number: number, value: Uint8Array | undefined): ProtobufWriter;
  finish(): Uint8Array;
};

/** @param prefix bytes that stand before the first field. */
export function writeProtobuf(prefix: Uint8Array = new Uint8Array()): ProtobufWriter {
  const parts: Uint8Array[] = [prefix];
  let length = prefix.length;
  const push = (part: Uint8Array) => {
    parts.push(part);
    length += part.length;
  };
  const writer: ProtobufWriter = {
    varint(number, value) {
      if (value !== undefined) push(new Uint8Array([...varintBytes(number * 8), ...varintBytes(value)]));
      return writer;
    },
    bytes(number, value) {
      if (value === undefined) return writer;
      push(new Uint8Array([...varintBytes(number * 8 + 2), ...varintBytes(value.length)]));
      push(value);
      return writer;
    },
    finish() {
      const joined = new Uint8Array(length);
      let at = 0;
      for (const part of parts) {
        joined.set(part, at);
        at += part.length;
      }
      return joined;
    },
  };
  return writer;
}

function varintBytes(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  while (left >= 0x80) {
    bytes.push((left % 0x80) | 0x80);
    left = Math.floor(left / 0x80);
  }
  bytes.push(left);
  return bytes;
}
