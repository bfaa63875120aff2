import { decode, type TlsReader } from '../codec/tls-reader.ts';
import { encode, type TlsWriter } from '../codec/tls-writer.ts';
import type { LeafRatchets } from '../ratchets/secret-tree.ts';
import type { SenderRatchet } from '../ratchets/sender-ratchet.ts';

/** Both ratchets of a leaf: for each, generation u32, secret, and the skipped keys with their generations. */
export const encodeRatchets = (ratchets: LeafRatchets): Uint8Array =>
  encode((writer, value: LeafRatchets) => {
    writeRatchet(writer, value.handshake);
    writeRatchet(writer, value.application);
  }, ratchets);

/** @throws CryptoError `bad-encoding`. */
export const decodeRatchets = (bytes: Uint8Array): LeafRatchets =>
  decode((reader) => ({ handshake: readRatchet(reader), application: readRatchet(reader) }), bytes);

function writeRatchet(writer: TlsWriter, ratchet: SenderRatchet): void {
  writer.uint32(ratchet.generation).opaque(ratchet.secret);
  writer.list(ratchet.skipped, (item, { generation, key, nonce }) => {
    item.uint32(generation).opaque(key).opaque(nonce);
  });
}

function readRatchet(reader: TlsReader): SenderRatchet {
  return {
    generation: reader.uint32(),
    secret: reader.opaque(),
    skipped: reader.list((item) => ({
      generation: item.uint32(),
      key: item.opaque(),
      nonce: item.opaque(),
    })),
  };
}
