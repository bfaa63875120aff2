import { type AccountId, type DeviceId, limits, type MessageId } from '@sotto/protocol';
import { AcceptedFrame, decodeFrame, encodeFrame, MessagesFrame, UpFrame } from '@sotto/protocol/socket';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeAccepted, encodeMessages } from './frequent-frames.ts';
import { readSendFrame } from './read-send-frame.ts';

const uuid = fc.uuid({ version: [1, 4, 7, 8] });
const deviceId = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/);
const ciphertext = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 300 }),
  fc
    .constantFrom(1, 23, 24, 255, 256, 65_535, 65_536, limits.ciphertextBytesMax)
    .map((size) => new Uint8Array(size)),
);
const sendFrame = fc.record({
  type: fc.constant('send'),
  message_id: uuid,
  recipients: fc.array(
    fc.record({
      user_id: uuid,
      device_list_version: fc.oneof(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 0x7fff_ffff }),
      ),
      envelopes: fc.array(fc.record({ device_id: deviceId, ciphertext }), { maxLength: 10 }),
    }),
    { minLength: 1, maxLength: 2 },
  ),
});
const bytesOf = (frame: object) => Buffer.from(encodeFrame(frame, 'cbor') as Uint8Array);

test('a send frame is read by hand exactly as its schema reads it', () => {
  fc.assert(
    fc.property(sendFrame, (frame) => {
      const data = bytesOf(frame);
      const expected = decodeFrame(UpFrame, data);
      const read = readSendFrame(data);
      expect(expected.kind).toBe('frame');
      expect(normal(read)).toEqual(normal(expected.kind === 'frame' ? expected.frame : undefined));
    }),
    { numRuns: 300 },
  );
});

test('whatever is read by hand, the schema reads the same: frames with changed bytes', () => {
  const change = fc.record({ at: fc.nat(400), to: fc.nat(255) });
  const small = sendFrame.map((frame) => ({
    ...frame,
    recipients: frame.recipients.map((recipient) => ({
      ...recipient,
      envelopes: recipient.envelopes.map((envelope) => ({
        ...envelope,
        ciphertext: envelope.ciphertext.subarray(0, 30),
      })),
    })),
  }));
  fc.assert(
    fc.property(small, fc.array(change, { minLength: 1, maxLength: 3 }), fc.nat(2), (frame, changes, cut) => {
      const data = bytesOf(frame);
      for (const { at, to } of changes) data[at % data.length] = to;
      const mutated = data.subarray(0, data.length - cut);
      const read = readSendFrame(mutated);
      if (read === undefined) return;
      const expected = decodeFrame(UpFrame, mutated);
      expect(expected.kind).toBe('frame');
      expect(normal(read)).toEqual(normal(expected.kind === 'frame' ? expected.frame : undefined));
    }),
    { numRuns: 3000 },
  );
});

test('what is out of bounds is left to the schema, which refuses it', () => {
  const id = '11111111-1111-4111-8111-111111111111';
  const good = {
    user_id: id,
    device_list_version: 1,
    envelopes: [{ device_id: 'd', ciphertext: new Uint8Array(4) }],
  };
  const bad = [
    { type: 'send', message_id: 'no', recipients: [good] },
    { type: 'send', message_id: id, recipients: [] },
    { type: 'send', message_id: id, recipients: [good, good, good] },
    { type: 'send', message_id: id, recipients: [{ ...good, device_list_version: 0 }] },
    {
      type: 'send',
      message_id: id,
      recipients: [{ ...good, envelopes: [{ device_id: 'd', ciphertext: new Uint8Array() }] }],
    },
    {
      type: 'send',
      message_id: id,
      recipients: [{ ...good, envelopes: [{ device_id: 'ä', ciphertext: new Uint8Array(1) }] }],
    },
    { type: 'send', message_id: id, recipients: [{ ...good, envelopes: Array(11).fill(good.envelopes[0]) }] },
    {
      type: 'send',
      message_id: id,
      recipients: [
        {
          ...good,
          envelopes: [{ device_id: 'd', ciphertext: new Uint8Array(limits.ciphertextBytesMax + 1) }],
        },
      ],
    },
    { type: 'send', message_id: id, recipients: [good], extra: 1 },
    { type: 'send', message_id: id, recipients: [{ ...good, extra: 1 }] },
  ];
  for (const frame of bad) {
    expect(readSendFrame(bytesOf(frame))).toBeUndefined();
    expect(decodeFrame(UpFrame, bytesOf(frame)).kind).toBe('invalid');
  }
});

const time = fc.integer({ min: 0, max: 4_000_000_000_000 });
const envelope = fc.record({
  seq: fc.oneof(fc.nat(300), fc.integer({ min: 1, max: 0xff_ffff_ffff })),
  messageId: uuid.map((id) => id as MessageId),
  senderAccount: uuid.map((id) => id as AccountId),
  senderDevice: deviceId.map((id) => id as DeviceId),
  acceptedAt: time,
  ciphertext,
});

test('messages and accepted are the bytes the codec makes, and pass their schemas as text too', () => {
  fc.assert(
    fc.property(fc.array(envelope, { minLength: 1, maxLength: 30 }), (envelopes) => {
      const frame = {
        type: 'messages',
        messages: envelopes.map((one) => ({
          cursor: one.seq,
          message_id: one.messageId,
          sender_id: one.senderAccount,
          sender_device_id: one.senderDevice,
          accepted_at: one.acceptedAt,
          ciphertext: one.ciphertext,
        })),
      };
      expect(Buffer.compare(encodeMessages(envelopes, 'cbor') as Buffer, bytesOf(frame))).toBe(0);
      const text = decodeFrame(MessagesFrame, encodeMessages(envelopes, 'json') as string);
      expect(text.kind === 'frame' ? normal(text.frame) : text).toEqual(normal(frame));
    }),
    { numRuns: 60 },
  );
  fc.assert(
    fc.property(uuid, time, fc.option(fc.nat(), { nil: undefined }), (id, at, seq) => {
      const place = seq === undefined ? {} : { seq };
      const frame = { type: 'accepted', message_id: id, accepted_at: at, ...place };
      expect(Buffer.compare(encodeAccepted(id, at, seq, 'cbor') as Buffer, bytesOf(frame))).toBe(0);
      expect(decodeFrame(AcceptedFrame, encodeAccepted(id, at, seq, 'json'))).toEqual({
        kind: 'frame',
        frame,
      });
    }),
  );
});

/** The same with every byte string as one type. */
function normal(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, inner) =>
      inner instanceof Uint8Array || inner?.type === 'Buffer'
        ? Buffer.from(inner.data ?? inner).toString('hex')
        : inner,
    ) ?? 'null',
  );
}
