import {
  bytesField,
  type ProtobufField,
  readProtobuf,
  repeatedBytes,
  varintField,
} from '../encoding/protobuf-reader.ts';
import { writeProtobuf } from '../encoding/protobuf-writer.ts';
import { CryptoError } from '../primitives/crypto-error.ts';
import type {
  PendingHandshake,
  ReceivingChain,
  SessionRecord,
  SessionState,
  SkippedKey,
} from './session-state.ts';

/**
 * A session record as it is stored. One version byte, then Protocol Buffers fields:
 *
 *     record   01 || { 1 current state, 2 archived { 1 state, 2 archived at } ... }
 *     state    { 1 local identity, 2 remote identity, 3 local registration id, 4 remote registration id,
 *                5 base key, 6 binding, 7 root key, 8 sending { 1 private, 2 public, 3 chain key, 4 index },
 *                9 previous counter, 10 receiving { 1 ratchet key, 2 chain key, 3 index, 4 skipped } ...,
 *                11 pending { 1 one-time id, 2 signed id, 3 KEM id, 4 KEM ciphertext, 5 started at },
 *                12 post-quantum ratchet }
 *     skipped  index (32-bit big-endian) || seed (32), repeated
 *
 * `vectors/direct` holds records written by every version; a change adds one.
 */
const formatVersion = 1;
const skippedBytes = 36;

/** The bytes of a record: secrets in clear, for a sealed store only. */
export function encodeSessionRecord(record: SessionRecord): Uint8Array {
  const writer = writeProtobuf(new Uint8Array([formatVersion]));
  if (record.current !== undefined) writer.bytes(1, encodeState(record.current));
  for (const old of record.archived) {
    writer.bytes(2, writeProtobuf().bytes(1, encodeState(old.state)).varint(2, old.archivedAt).finish());
  }
  return writer.finish();
}

/** @throws CryptoError `bad-encoding` when these are not the bytes of a record of a known version. */
export function decodeSessionRecord(bytes: Uint8Array): SessionRecord {
  if (bytes[0] !== formatVersion) throw damaged();
  const fields = fieldsOf(bytes.subarray(1));
  const current = bytesField(fields, 1);
  return {
    current: current === undefined ? undefined : decodeState(current),
    archived: repeatedBytes(fields, 2).map((entry) => {
      const inner = fieldsOf(entry);
      return { state: decodeState(required(inner, 1)), archivedAt: number(inner, 2) };
    }),
  };
}

function encodeState(state: SessionState): Uint8Array {
  const { sending, pending } = state;
  const writer = writeProtobuf()
    .bytes(1, state.localIdentity)
    .bytes(2, state.remoteIdentity)
    .varint(3, state.localRegistrationId)
    .varint(4, state.remoteRegistrationId)
    .bytes(5, state.baseKey)
    .bytes(6, state.binding)
    .bytes(7, state.rootKey)
    .bytes(
      8,
      writeProtobuf()
        .bytes(1, sending.ratchet.privateKey)
        .bytes(2, sending.ratchet.publicKey)
        .bytes(3, sending.chainKey)
        .varint(4, sending.index)
        .finish(),
    )
    .varint(9, state.previousCounter);
  for (const chain of state.receiving) writer.bytes(10, encodeChain(chain));
  if (pending !== undefined) {
    writer.bytes(
      11,
      writeProtobuf()
        .varint(1, pending.oneTimePrekeyId)
        .varint(2, pending.signedPrekeyId)
        .varint(3, pending.kemPrekeyId)
        .bytes(4, pending.kemCiphertext)
        .varint(5, pending.startedAt)
        .finish(),
    );
  }
  return writer.bytes(12, state.postQuantum).finish();
}

function decodeState(bytes: Uint8Array): SessionState {
  const fields = fieldsOf(bytes);
  const sending = fieldsOf(required(fields, 8));
  const pending = bytesField(fields, 11);
  return {
    localIdentity: required(fields, 1),
    remoteIdentity: required(fields, 2),
    localRegistrationId: number(fields, 3),
    remoteRegistrationId: number(fields, 4),
    baseKey: required(fields, 5),
    binding: required(fields, 6),
    rootKey: required(fields, 7),
    sending: {
      ratchet: { privateKey: required(sending, 1), publicKey: required(sending, 2) },
      chainKey: required(sending, 3),
      index: number(sending, 4),
    },
    previousCounter: number(fields, 9),
    receiving: repeatedBytes(fields, 10).map(decodeChain),
    pending: pending === undefined ? undefined : decodePending(fieldsOf(pending)),
    postQuantum: required(fields, 12),
  };
}

function decodePending(fields: ProtobufField[]): PendingHandshake {
  return {
    oneTimePrekeyId: varintField(fields, 1),
    signedPrekeyId: number(fields, 2),
    kemPrekeyId: number(fields, 3),
    kemCiphertext: required(fields, 4),
    startedAt: number(fields, 5),
  };
}

function encodeChain(chain: ReceivingChain): Uint8Array {
  const skipped = new Uint8Array(chain.skipped.length * skippedBytes);
  const view = new DataView(skipped.buffer);
  chain.skipped.forEach((key, i) => {
    view.setUint32(i * skippedBytes, key.index);
    skipped.set(key.seed, i * skippedBytes + 4);
  });
  return writeProtobuf()
    .bytes(1, chain.ratchetKey)
    .bytes(2, chain.chainKey)
    .varint(3, chain.index)
    .bytes(4, skipped)
    .finish();
}

function decodeChain(bytes: Uint8Array): ReceivingChain {
  const fields = fieldsOf(bytes);
  const packed = required(fields, 4);
  if (packed.length % skippedBytes !== 0) throw damaged();
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const skipped: SkippedKey[] = [];
  for (let at = 0; at < packed.length; at += skippedBytes) {
    skipped.push({ index: view.getUint32(at), seed: packed.slice(at + 4, at + skippedBytes) });
  }
  return {
    ratchetKey: required(fields, 1),
    chainKey: required(fields, 2),
    index: number(fields, 3),
    skipped,
  };
}

function fieldsOf(bytes: Uint8Array): ProtobufField[] {
  const fields = readProtobuf(bytes);
  if (fields === undefined) throw damaged();
  return fields;
}

function required(fields: ProtobufField[], which: number): Uint8Array {
  const value = bytesField(fields, which);
  if (value === undefined) throw damaged();
  return value.slice();
}

function number(fields: ProtobufField[], which: number): number {
  const value = varintField(fields, which);
  if (value === undefined) throw damaged();
  return value;
}

function damaged(): CryptoError {
  return new CryptoError('bad-encoding', 'not a session record');
}
