/** One field of a Protocol Buffers message, as it stands on the wire. */
export type ProtobufField =
  | { readonly number: number; readonly kind: 'varint'; readonly value: number }
  | { readonly number: number; readonly kind: 'bytes'; readonly value: Uint8Array };

/**
 * Reads the fields of a Protocol Buffers message: varints up to 2^53 and byte strings, all that Signal's
 * messages use. Fixed-width fields are stepped over.
 *
 * @returns `undefined` for anything that is not well-formed. Total, linear in the input; byte values are
 *   views of `data`.
 */
export function readProtobuf(data: Uint8Array): ProtobufField[] | undefined {
  const fields: ProtobufField[] = [];
  let at = 0;
  const varint = (): number | undefined => {
    let value = 0;
    let scale = 1;
    for (let i = 0; i < 10; i++) {
      const byte = data[at++];
      if (byte === undefined) return undefined;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value <= Number.MAX_SAFE_INTEGER ? value : undefined;
      scale *= 128;
    }
    return undefined;
  };
  while (at < data.length) {
    const key = varint();
    if (key === undefined || key > 0xff_ff_ff_ff) return undefined;
    const number = Math.floor(key / 8);
    if (number === 0) return undefined;
    switch (key % 8) {
      case 0: {
        const value = varint();
        if (value === undefined) return undefined;
        fields.push({ number, kind: 'varint', value });
        break;
      }
      case 2: {
        const length = varint();
        if (length === undefined || length > data.length - at) return undefined;
        fields.push({ number, kind: 'bytes', value: data.subarray(at, at + length) });
        at += length;
        break;
      }
      case 1:
        at += 8;
        break;
      case 5:
        at += 4;
        break;
      default:
        return undefined;
    }
  }
  return at === data.length ? fields : undefined;
}

/** The last varint of that number, as Protocol Buffers wants it. */
export function varintField(fields: readonly ProtobufField[], number: number): number | undefined {
  let found: number | undefined;
  for (const field of fields) if (field.number === number && field.kind === 'varint') found = field.value;
  return found;
}

/** The last byte string of that number. */
export function bytesField(fields: readonly ProtobufField[], number: number): Uint8Array | undefined {
  let found: Uint8Array | undefined;
  for (const field of fields) if (field.number === number && field.kind === 'bytes') found = field.value;
  return found;
}

/** Every byte string of that number, in order. */
export function repeatedBytes(fields: readonly ProtobufField[], number: number): Uint8Array[] {
  return fields.flatMap((field) => (field.number === number && field.kind === 'bytes' ? [field.value] : []));
}
