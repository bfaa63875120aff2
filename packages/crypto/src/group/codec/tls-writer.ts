import { CryptoError } from '../../primitives/crypto-error.ts';
import { largestVarint } from './tls-reader.ts';

/**
 * Builds the TLS presentation language as RFC 9420 section 2.1 uses it: big-endian integers, and vectors
 * whose length is a variable-size integer in the fewest bytes.
 */
export class TlsWriter {
  #buffer: Uint8Array;
  #length = 0;

  /** @param expectedBytes a first guess of the size; the buffer grows. */
  constructor(expectedBytes = 256) {
    this.#buffer = new Uint8Array(expectedBytes);
  }

  uint8(value: number): this {
    this.#reserve(1);
    this.#buffer[this.#length++] = value;
    return this;
  }

  uint16(value: number): this {
    this.#reserve(2);
    this.#buffer[this.#length++] = value >>> 8;
    this.#buffer[this.#length++] = value;
    return this;
  }

  uint32(value: number): this {
    return this.uint16(value >>> 16).uint16(value & 0xffff);
  }

  uint64(value: bigint): this {
    return this.uint32(Number((value >> 32n) & 0xffff_ffffn)).uint32(Number(value & 0xffff_ffffn));
  }

  /** Bytes as they are, without a length. */
  bytes(value: Uint8Array): this {
    this.#reserve(value.length);
    this.#buffer.set(value, this.#length);
    this.#length += value.length;
    return this;
  }

  /** `opaque value<V>`. */
  opaque(value: Uint8Array): this {
    return this.#varint(value.length).bytes(value);
  }

  /** `T items<V>`: each written by `write` behind the length of all in bytes. */
  list<T>(items: readonly T[], write: (writer: TlsWriter, item: T) => void): this {
    // The length comes first and is known last: the items are written where they end up with the longest
    // length before them, and moved when it turns out shorter.
    const start = this.#length;
    this.#reserve(longestVarintBytes);
    this.#length += longestVarintBytes;
    for (const item of items) write(this, item);
    const end = this.#length;
    const bytes = end - start - longestVarintBytes;
    this.#length = start;
    this.#varint(bytes);
    this.#buffer.copyWithin(this.#length, start + longestVarintBytes, end);
    this.#length += bytes;
    return this;
  }

  /** `optional<T>`. */
  optional<T>(value: T | undefined, write: (writer: TlsWriter, value: T) => void): this {
    if (value === undefined) return this.uint8(0);
    this.uint8(1);
    write(this, value);
    return this;
  }

  /** Everything written so far, as a buffer of its own. */
  finish(): Uint8Array {
    return this.#buffer.slice(0, this.#length);
  }

  /** Everything written so far, without a copy: valid until the next write. */
  view(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  #varint(value: number): this {
    if (value < 0x40) return this.uint8(value);
    if (value < 0x4000) return this.uint16(value | 0x4000);
    if (value > largestVarint)
      throw new CryptoError('out-of-range', 'a vector is longer than 2^30 - 1 bytes');
    return this.uint32((value | 0x8000_0000) >>> 0);
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#buffer.length) return;
    const grown = new Uint8Array(Math.max(this.#buffer.length * 2, this.#length + bytes));
    grown.set(this.#buffer.subarray(0, this.#length));
    this.#buffer = grown;
  }
}

const longestVarintBytes = 4;

/** One value written alone. */
export function encode<T>(write: (writer: TlsWriter, value: T) => void, value: T): Uint8Array {
  const writer = new TlsWriter();
  write(writer, value);
  return writer.finish();
}
