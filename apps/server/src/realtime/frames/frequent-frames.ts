import type { FrameEncoding } from '@sotto/protocol/socket';
import type { StoredEnvelope } from '../../messages/stored-envelope.ts';
import { cborText, writeCbor } from './cbor-writer.ts';

/**
 * The two frames that make up nearly all traffic down, written by hand: exactly the bytes `encodeFrame`
 * makes of them (a test says so), without an object for each.
 */
const text = {
  type: cborText('type'),
  accepted: cborText('accepted'),
  messages: cborText('messages'),
  messageId: cborText('message_id'),
  acceptedAt: cborText('accepted_at'),
  cursor: cborText('cursor'),
  seq: cborText('seq'),
  senderId: cborText('sender_id'),
  ciphertext: cborText('ciphertext'),
  senderDeviceId: cborText('sender_device_id'),
};
/** More than any envelope needs beside its ciphertext. */
const envelopeOverheadMax = 256;

/** @param seq its number in a group's log; undefined for a direct message. */
export function encodeAccepted(
  messageId: string,
  acceptedAt: number,
  seq: number | undefined,
  encoding: FrameEncoding,
): Buffer | string {
  if (encoding === 'json')
    return `{"type":"accepted","message_id":"${messageId}","accepted_at":${acceptedAt}${seq === undefined ? '' : `,"seq":${seq}`}}`;
  const writer = writeCbor(112);
  writer.head(5, seq === undefined ? 3 : 4);
  if (seq !== undefined) {
    writer.raw(text.seq);
    writer.head(0, seq);
  }
  writer.raw(text.type);
  writer.raw(text.accepted);
  writer.raw(text.messageId);
  writer.ascii(messageId);
  writer.raw(text.acceptedAt);
  writer.head(0, acceptedAt);
  return writer.finish();
}

export function encodeMessages(
  envelopes: readonly StoredEnvelope[],
  encoding: FrameEncoding,
): Buffer | string {
  if (encoding === 'json')
    return `{"type":"messages","messages":[${envelopes.map(envelopeAsJson).join(',')}]}`;
  let size = 64;
  for (const { ciphertext } of envelopes) size += ciphertext.length + envelopeOverheadMax;
  const writer = writeCbor(size);
  writer.head(5, 2);
  writer.raw(text.type);
  writer.raw(text.messages);
  writer.raw(text.messages);
  writer.head(4, envelopes.length);
  for (const envelope of envelopes) {
    writer.head(5, 6);
    writer.raw(text.cursor);
    writer.head(0, envelope.seq);
    writer.raw(text.senderId);
    writer.ascii(envelope.senderAccount);
    writer.raw(text.ciphertext);
    writer.bytes(envelope.ciphertext);
    writer.raw(text.messageId);
    writer.ascii(envelope.messageId);
    writer.raw(text.acceptedAt);
    writer.head(0, envelope.acceptedAt);
    writer.raw(text.senderDeviceId);
    writer.ascii(envelope.senderDevice);
  }
  return writer.finish();
}

/** Ids and base64 hold nothing that JSON escapes. */
function envelopeAsJson(envelope: StoredEnvelope): string {
  const { seq, messageId, senderAccount, senderDevice, acceptedAt, ciphertext } = envelope;
  const base64 = Buffer.from(ciphertext.buffer, ciphertext.byteOffset, ciphertext.length).toString('base64');
  return `{"cursor":${seq},"message_id":"${messageId}","sender_id":"${senderAccount}","sender_device_id":"${senderDevice}","accepted_at":${acceptedAt},"ciphertext":"${base64}"}`;
}
