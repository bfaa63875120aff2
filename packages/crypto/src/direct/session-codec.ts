import {
  bytesField,
  type ProtobufField,
  readProtobuf,
  repeatedBytes,
  varintField,
} from '../encoding/protobuf-reader.ts';
import { writeProtobuf } from '../encoding/protobuf-writer.ts';
import { CryptoError } from '../primitives/crypto-error.ts';
import { curveKeyBytes } from '../primitives/curve-key.ts';
import { kemKeyBytes } from '../primitives/kem-key.ts';
import { archivedSessionsMax, receivingChainsMax } from './limits.ts';
import type {
  PendingHandshake,
  ReceivingChain,
  SendingChain,
  SessionRecord,
  SessionState,
} from './session-state.ts';
import { packSkippedKeys, unpackSkippedKeys } from './skipped-keys-codec.ts';

/**
 * A session record as it is stored. One version byte, then Protocol Buffers fields:
 *
 *     record   01 || { 1 current state, 2 archived { 1 state, 2 archived at } ... }
 *     state    { 1 local identity, 2 remote identity, 3 local registration id, 4 remote registration id,
 *                5 base key, 6 binding, 7 root key, 8 sending { 1 private, 2 public, 3 chain key, 4 index },
 *                9 previous counter, 10 receiving { 1 ratchet key, 2 chain key, 3 index, 4 skipped } ...,
 *                11 pending { 1 one-time id, 2 signed id, 3 KEM id, 4 KEM ciphertext, 5 started at },
 *                12 post-quantum ratchet }
 *
 * A closed sending chain has no chain key. `vectors/direct` holds records written by every version; a
 * change adds one.
 */
const formatVersion = 1;

/** The bytes of a record: secrets in clear, for a sealed store only. */
export function encodeSessionRecord(record: SessionRecord): Uint8Array {
  const writer = writeProtobuf(new Uint8Array([formatVersion]));
  if (record.current !== undefined) writer.bytes(1, encodeState(record.current));
  for (const old of record.archived) {
    writer.bytes(2, writeProtobuf().bytes(1, encodeState(old.state)).varint(2, old.archivedAt).finish());
  }
  return writer.finish();
}

/**
 * Reads a record back; every buffer is fresh.
 *
 * @throws CryptoError `unsupported-version`, `bad-encoding` when these are not the bytes of a record.
 */
export function decodeSessionRecord(bytes: Uint8Array): SessionRecord {
  if (bytes.length === 0) throw damaged();
  if (bytes[0] !== formatVersion) throw new CryptoError('unsupported-version', 'session record');
  const fields = fieldsOf(bytes.subarray(1));
  const current = bytesField(fields, 1);
  const archived = repeatedBytes(fields, 2).map((entry) => {
    const inner = fieldsOf(entry);
    return { state: decodeState(required(inner, 1)), archivedAt: number(inner, 2) };
  });
  if (archived.length > archivedSessionsMax) throw damaged();
  return { current: current === undefined ? undefined : decodeState(current), archived };
}

function encodeState(state: SessionState): Uint8Array {
  const writer = writeProtobuf()
    .bytes(1, state.localIdentity)
    .bytes(2, state.remoteIdentity)
    .varint(3, state.localRegistrationId)
    .varint(4, state.remoteRegistrationId)
    .bytes(5, state.baseKey)
    .bytes(6, state.binding)
    .bytes(7, state.rootKey)
    .bytes(8, encodeSending(state.sending))
    .varint(9, state.previousCounter);
  for (const chain of state.receiving) writer.bytes(10, encodeReceiving(chain));
  if (state.pending !== undefined) writer.bytes(11, encodePending(state.pending));
  return writer.bytes(12, state.postQuantum).finish();
}

function decodeState(bytes: Uint8Array): SessionState {
  const fields = fieldsOf(bytes);
  const pending = bytesField(fields, 11);
  const receiving = repeatedBytes(fields, 10).map(decodeReceiving);
  if (receiving.length > receivingChainsMax) throw damaged();
  const binding = required(fields, 6);
  if (binding.length !== 0 && binding.length !== 32) throw damaged();
  return {
    localIdentity: exactly(fields, 1, curveKeyBytes),
    remoteIdentity: exactly(fields, 2, curveKeyBytes),
    localRegistrationId: number(fields, 3),
    remoteRegistrationId: number(fields, 4),
    baseKey: exactly(fields, 5, curveKeyBytes),
    binding,
    rootKey: exactly(fields, 7, 32),
    sending: decodeSending(fieldsOf(required(fields, 8))),
    previousCounter: number(fields, 9),
    receiving,
    pending: pending === undefined ? undefined : decodePending(fieldsOf(pending)),
    postQuantum: required(fields, 12),
  };
}

function encodeSending(sending: SendingChain): Uint8Array {
  return writeProtobuf()
    .bytes(1, sending.ratchet.privateKey)
    .bytes(2, sending.ratchet.publicKey)
    .bytes(3, sending.chainKey)
    .varint(4, sending.index)
    .finish();
}

function decodeSending(fields: ProtobufField[]): SendingChain {
  return {
    ratchet: { privateKey: exactly(fields, 1, 32), publicKey: exactly(fields, 2, 32) },
    chainKey: bytesField(fields, 3) === undefined ? undefined : exactly(fields, 3, 32),
    index: number(fields, 4),
  };
}

function encodeReceiving(chain: ReceivingChain): Uint8Array {
  return writeProtobuf()
    .bytes(1, chain.ratchetKey)
    .bytes(2, chain.chainKey)
    .varint(3, chain.index)
    .bytes(4, packSkippedKeys(chain.skipped))
    .finish();
}

function decodeReceiving(bytes: Uint8Array): ReceivingChain {
  const fields = fieldsOf(bytes);
  const skipped = unpackSkippedKeys(required(fields, 4));
  if (skipped === undefined) throw damaged();
  return {
    ratchetKey: exactly(fields, 1, 32),
    chainKey: exactly(fields, 2, 32),
    index: number(fields, 3),
    skipped,
  };
}

function encodePending(pending: PendingHandshake): Uint8Array {
  return writeProtobuf()
    .varint(1, pending.oneTimePrekeyId)
    .varint(2, pending.signedPrekeyId)
    .varint(3, pending.kemPrekeyId)
    .bytes(4, pending.kemCiphertext)
    .varint(5, pending.startedAt)
    .finish();
}

function decodePending(fields: ProtobufField[]): PendingHandshake {
  return {
    oneTimePrekeyId: varintField(fields, 1),
    signedPrekeyId: number(fields, 2),
    kemPrekeyId: number(fields, 3),
    kemCiphertext: exactly(fields, 4, kemKeyBytes),
    startedAt: number(fields, 5),
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

function exactly(fields: ProtobufField[], which: number, length: number): Uint8Array {
  const value = required(fields, which);
  if (value.length !== length) throw damaged();
  return value;
}

function number(fields: ProtobufField[], which: number): number {
  const value = varintField(fields, which);
  if (value === undefined) throw damaged();
  return value;
}

function damaged(): CryptoError {
  return new CryptoError('bad-encoding', 'not a session record');
}
