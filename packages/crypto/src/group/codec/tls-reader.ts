import { CryptoError } from '../../primitives/crypto-error.ts';

/** The largest length a vector can state (RFC 9420 section 2.1.2). */
export const largestVarint = 0x3fff_ffff;

/**
 * Reads what `TlsWriter` writes, and nothing else: a length not in its fewest bytes, a vector that ends inside
 * an item or bytes left over are `bad-encoding`. Because of that every accepted value has one encoding, and a
 * decoded structure may keep the bytes it came from. Never allocates more than the input holds.
 */
export class TlsReader {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #at: number;

  constructor(bytes: Uint8Array, at = 0, end = bytes.length) {
    this.#bytes = bytes;
    this.#at = at;
    this.#end = end;
  }

  /** The offset of the next byte. */
  get at(): number {
    return this.#at;
  }

  get atEnd(): boolean {
    return this.#at === this.#end;
  }

  uint8(): number {
    return this.#bytes[this.#take(1)] as number;
  }

  uint16(): number {
    const at = this.#take(2);
    return ((this.#bytes[at] as number) << 8) | (this.#bytes[at + 1] as number);
  }

  uint32(): number {
    return this.uint16() * 0x1_0000 + this.uint16();
  }

  uint64(): bigint {
    return (BigInt(this.uint32()) << 32n) | BigInt(this.uint32());
  }

  /** The next `length` bytes, copied. */
  bytes(length: number): Uint8Array {
    const at = this.#take(length);
    return this.#bytes.slice(at, at + length);
  }

  /** `opaque value<V>`, copied. */
  opaque(): Uint8Array {
    return this.bytes(this.varint());
  }

  /** `T items<V>`. @param max most items; more is `out-of-range`. */
  list<T>(read: (reader: TlsReader) => T, max = Number.POSITIVE_INFINITY): T[] {
    const length = this.varint();
    const at = this.#take(length);
    const inner = new TlsReader(this.#bytes, at, at + length);
    const items: T[] = [];
    while (!inner.atEnd) {
      if (items.length >= max) throw new CryptoError('out-of-range', 'a list is longer than allowed');
      items.push(read(inner));
    }
    return items;
  }

  /** `optional<T>`. */
  optional<T>(read: (reader: TlsReader) => T): T | undefined {
    const present = this.uint8();
    if (present > 1) throw new CryptoError('bad-encoding', 'a presence octet is 0 or 1');
    return present === 1 ? read(this) : undefined;
  }

  /** The bytes from offset `from` to here, copied. */
  since(from: number): Uint8Array {
    return this.#bytes.slice(from, this.#at);
  }

  /** The variable-size integer of RFC 9420 section 2.1.2, refused when it could be shorter. */
  varint(): number {
    const first = this.uint8();
    const kind = first >> 6;
    if (kind === 0) return first;
    if (kind === 1) {
      const value = ((first & 0x3f) << 8) | this.uint8();
      if (value < 0x40) throw new CryptoError('bad-encoding', 'a length is not in its fewest bytes');
      return value;
    }
    if (kind === 2) {
      const value = ((first & 0x3f) << 24) | (this.uint8() << 16) | this.uint16();
      if (value < 0x4000) throw new CryptoError('bad-encoding', 'a length is not in its fewest bytes');
      return value;
    }
    throw new CryptoError('bad-encoding', 'a length with an unknown prefix');
  }

  /** @throws CryptoError `bad-encoding` when bytes are left over. */
  end(): void {
    if (this.#at !== this.#end) throw new CryptoError('bad-encoding', 'bytes after the end');
  }

  #take(length: number): number {
    const at = this.#at;
    if (length > this.#end - at) throw new CryptoError('bad-encoding', 'the bytes end early');
    this.#at = at + length;
    return at;
  }
}

/** One value alone: nothing may follow it. */
export function decode<T>(read: (reader: TlsReader) => T, bytes: Uint8Array): T {
  const reader = new TlsReader(bytes);
  const value = read(reader);
  reader.end();
  return value;
}
