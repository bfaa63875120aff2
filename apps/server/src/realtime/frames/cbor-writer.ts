/** Writes the few forms of CBOR that frequent frames are made of (RFC 8949), shortest lengths first. */
export type CborWriter = {
  /** Bytes that are CBOR already. */
  raw(bytes: Uint8Array): void;
  /** The head of a byte string (2), text (3), array (4) or map (5), or an unsigned integer (0). */
  head(majorType: 0 | 2 | 3 | 4 | 5, value: number): void;
  ascii(text: string): void;
  bytes(bytes: Uint8Array): void;
  finish(): Buffer;
};

/** @param sizeMax at least as many bytes as will be written. */
export function writeCbor(sizeMax: number): CborWriter {
  const buffer = Buffer.allocUnsafe(sizeMax);
  let at = 0;
  const head: CborWriter['head'] = (majorType, value) => {
    const type = majorType << 5;
    if (value < 24) buffer[at++] = type | value;
    else if (value < 0x100) {
      buffer[at++] = type | 24;
      buffer[at++] = value;
    } else if (value < 0x1_0000) {
      buffer[at++] = type | 25;
      at = buffer.writeUInt16BE(value, at);
    } else if (value < 0x1_0000_0000) {
      buffer[at++] = type | 26;
      at = buffer.writeUInt32BE(value, at);
    } else {
      buffer[at++] = type | 27;
      at = buffer.writeUInt32BE(Math.floor(value / 0x1_0000_0000), at);
      at = buffer.writeUInt32BE(value % 0x1_0000_0000, at);
    }
  };
  const raw: CborWriter['raw'] = (bytes) => {
    buffer.set(bytes, at);
    at += bytes.length;
  };
  return {
    head,
    raw,
    ascii(text) {
      head(3, text.length);
      at += buffer.write(text, at, 'latin1');
    },
    bytes(bytes) {
      head(2, bytes.length);
      raw(bytes);
    },
    finish: () => buffer.subarray(0, at),
  };
}

/** A text as CBOR, to be written again and again. At most 23 characters. */
export function cborText(text: string): Buffer {
  return Buffer.from([0x60 | text.length, ...Buffer.from(text, 'latin1')]);
}
