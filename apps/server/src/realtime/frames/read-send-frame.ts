import type { AccountId, DeviceId, MessageId } from '@sotto/protocol';
import { limits } from '@sotto/protocol';
import type { SendFrame } from '@sotto/protocol/socket';
import { cborText } from './cbor-writer.ts';

/**
 * Reads a `send` frame in the one CBOR form our own clients write (RFC 8949 section 4.2.1, keys ordered by
 * length), with every check of its schema. Any other form, good or bad, is `undefined`: the schema decides.
 * What this returns is what the schema returns (a test says so).
 *
 *     { "type": "send", "message_id": id, "recipients": [
 *       { "user_id": id, "envelopes": [ { "device_id": text, "ciphertext": bytes } ], "device_list_version": n } ] }
 */
export function readSendFrame(data: Buffer<ArrayBuffer>): SendFrame | undefined {
  if (!startsWith(data, 0, beginning)) return undefined;
  const reader = { data, at: beginning.length };
  const messageId = readUuid(reader);
  if (messageId === undefined || !skip(reader, recipientsKey)) return undefined;
  const count = readHead(reader, 4);
  if (count < 1 || count > limits.recipientsPerMessageMax) return undefined;
  const recipients: SendFrame['recipients'] = [];
  for (let i = 0; i < count; i++) {
    const recipient = readRecipient(reader);
    if (recipient === undefined) return undefined;
    recipients.push(recipient);
  }
  if (reader.at !== data.length) return undefined;
  return { type: 'send', message_id: messageId as MessageId, recipients };
}

type Reader = { readonly data: Buffer<ArrayBuffer>; at: number };

const beginning = Buffer.concat([
  Buffer.from([0xa3]),
  cborText('type'),
  cborText('send'),
  cborText('message_id'),
  Buffer.from([0x78, 36]),
]);
const recipientsKey = cborText('recipients');
const recipientStart = Buffer.concat([Buffer.from([0xa3]), cborText('user_id'), Buffer.from([0x78, 36])]);
const envelopesKey = cborText('envelopes');
const envelopeStart = Buffer.concat([Buffer.from([0xa2]), cborText('device_id')]);
const ciphertextKey = cborText('ciphertext');
const versionKey = cborText('device_list_version');

function readRecipient(reader: Reader): SendFrame['recipients'][number] | undefined {
  if (!skip(reader, recipientStart)) return undefined;
  const userId = readUuid(reader);
  if (userId === undefined || !skip(reader, envelopesKey)) return undefined;
  const count = readHead(reader, 4);
  if (count < 0 || count > limits.devicesPerAccountMax) return undefined;
  const envelopes: SendFrame['recipients'][number]['envelopes'] = [];
  for (let i = 0; i < count; i++) {
    const envelope = readEnvelope(reader);
    if (envelope === undefined) return undefined;
    envelopes.push(envelope);
  }
  if (!skip(reader, versionKey)) return undefined;
  const version = readHead(reader, 0);
  if (version < 1) return undefined;
  return { user_id: userId as AccountId, device_list_version: version, envelopes };
}

function readEnvelope(reader: Reader): SendFrame['recipients'][number]['envelopes'][number] | undefined {
  if (!skip(reader, envelopeStart)) return undefined;
  const deviceId = readDeviceId(reader);
  if (deviceId === undefined || !skip(reader, ciphertextKey)) return undefined;
  const length = readHead(reader, 2);
  const end = reader.at + length;
  if (length < 1 || length > limits.ciphertextBytesMax || end > reader.data.length) return undefined;
  const ciphertext = reader.data.subarray(reader.at, end);
  reader.at = end;
  return { device_id: deviceId as DeviceId, ciphertext };
}

/** The value of a head of this major type in its shortest form; -1 for anything else. */
function readHead(reader: Reader, majorType: number): number {
  const { data, at } = reader;
  const first = data[at] ?? 0xff;
  if (first >> 5 !== majorType) return -1;
  const short = first & 31;
  if (short < 24) {
    reader.at = at + 1;
    return short;
  }
  const size = short === 24 ? 1 : short === 25 ? 2 : short === 26 ? 4 : 0;
  if (size === 0 || at + 1 + size > data.length) return -1;
  const value = data.readUIntBE(at + 1, size);
  if (value < (size === 1 ? 24 : size === 2 ? 0x100 : 0x1_0000)) return -1;
  reader.at = at + 1 + size;
  return value;
}

/** 36 characters of a UUID in lower case, versions 1 to 8. */
function readUuid(reader: Reader): string | undefined {
  const { data, at } = reader;
  if (at + 36 > data.length) return undefined;
  for (let i = 0; i < 36; i++) {
    const byte = data[at + i] as number;
    if (i === 8 || i === 13 || i === 18 || i === 23) {
      if (byte !== 0x2d) return undefined;
    } else if (!isLowerHex(byte)) return undefined;
  }
  const version = data[at + 14] as number;
  const variant = data[at + 19] as number;
  // Version 1 to 8; variant 8, 9, a or b.
  if (version < 0x31 || version > 0x38) return undefined;
  if (variant !== 0x38 && variant !== 0x39 && variant !== 0x61 && variant !== 0x62) return undefined;
  reader.at = at + 36;
  return data.toString('latin1', at, at + 36);
}

function readDeviceId(reader: Reader): string | undefined {
  const length = readHead(reader, 3);
  const { data, at } = reader;
  if (length < 1 || length > 64 || at + length > data.length) return undefined;
  for (let i = 0; i < length; i++) if (!isDeviceIdCharacter(data[at + i] as number)) return undefined;
  reader.at = at + length;
  return data.toString('latin1', at, at + length);
}

function isLowerHex(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x66);
}

function isDeviceIdCharacter(byte: number): boolean {
  return (
    (byte >= 0x61 && byte <= 0x7a) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    (byte >= 0x30 && byte <= 0x39) ||
    byte === 0x5f ||
    byte === 0x2d
  );
}

function skip(reader: Reader, expected: Buffer): boolean {
  if (!startsWith(reader.data, reader.at, expected)) return false;
  reader.at += expected.length;
  return true;
}

function startsWith(data: Buffer, at: number, expected: Buffer): boolean {
  if (at + expected.length > data.length) return false;
  for (let i = 0; i < expected.length; i++) if (data[at + i] !== expected[i]) return false;
  return true;
}
