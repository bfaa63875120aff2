import { bytesField, readProtobuf, varintField } from '../encoding/protobuf-reader.ts';
import { writeProtobuf } from '../encoding/protobuf-writer.ts';
import { concatBytes, constantTimeEqual } from '../primitives/bytes.ts';
import { curveKeyBytes } from '../primitives/curve-key.ts';
import { hmacSha256 } from '../primitives/hmac-sha256.ts';
import { messageBytesMax } from './limits.ts';

/**
 * A message of a running session, version 4:
 *
 *     44 || { 1 ratchet key (33), 2 counter, 3 previous counter, 4 ciphertext, 5 pq ratchet, 6 addresses }
 *        || HMAC-SHA256(mac key, sender identity (33) || receiver identity (33) || all before)[0..8]
 */
export type SignalMessage = {
  /** `05 || 32 bytes`, as it came; decoded and checked before it is used. */
  readonly ratchetKey: Uint8Array;
  readonly counter: number;
  readonly previousCounter: number;
  readonly ciphertext: Uint8Array;
  readonly postQuantum: Uint8Array | undefined;
  /** Only inside first messages: `handshakeBinding`. */
  readonly addresses: Uint8Array | undefined;
  /** The whole message: what the tag is over, and the tag. */
  readonly bytes: Uint8Array;
};

/** Both nibbles say 4: the version of this message and the newest its sender knows. */
export const versionByte = 0x44;
const version = new Uint8Array([versionByte]);
const tagBytes = 8;
const counterMax = 0xff_ff_ff_ff;

/** Who sends to whom: the associated data of every tag. */
export type MessageParties = {
  /** Encoded identity keys, 33 bytes each. */
  readonly sender: Uint8Array;
  readonly receiver: Uint8Array;
};

/** The bytes of a message with its tag. */
export function encodeSignalMessage(
  message: Omit<SignalMessage, 'bytes'>,
  macKey: Uint8Array,
  parties: MessageParties,
): Uint8Array {
  const body = writeProtobuf(version)
    .bytes(1, message.ratchetKey)
    .varint(2, message.counter)
    .varint(3, message.previousCounter)
    .bytes(4, message.ciphertext)
    .bytes(5, message.postQuantum)
    .bytes(6, message.addresses)
    .finish();
  return concatBytes(body, tag(body, macKey, parties));
}

/** Reads a message without believing it. Total: `undefined` for anything that is none. */
export function decodeSignalMessage(bytes: Uint8Array): SignalMessage | undefined {
  if (bytes.length > messageBytesMax || bytes.length < 1 + tagBytes || bytes[0] !== versionByte)
    return undefined;
  const fields = readProtobuf(bytes.subarray(1, bytes.length - tagBytes));
  if (fields === undefined) return undefined;
  const ratchetKey = bytesField(fields, 1);
  const counter = varintField(fields, 2);
  const previousCounter = varintField(fields, 3) ?? 0;
  const ciphertext = bytesField(fields, 4);
  if (ratchetKey?.length !== curveKeyBytes || counter === undefined || ciphertext === undefined)
    return undefined;
  if (counter > counterMax || previousCounter > counterMax) return undefined;
  const postQuantum = bytesField(fields, 5);
  return {
    ratchetKey,
    counter,
    previousCounter,
    ciphertext,
    postQuantum,
    addresses: bytesField(fields, 6),
    bytes,
  };
}

/** Whether the tag fits, in constant time. */
export function hasValidTag(message: SignalMessage, macKey: Uint8Array, parties: MessageParties): boolean {
  const end = message.bytes.length - tagBytes;
  return constantTimeEqual(tag(message.bytes.subarray(0, end), macKey, parties), message.bytes.subarray(end));
}

function tag(body: Uint8Array, macKey: Uint8Array, parties: MessageParties): Uint8Array {
  return hmacSha256(macKey, parties.sender, parties.receiver, body).subarray(0, tagBytes);
}
