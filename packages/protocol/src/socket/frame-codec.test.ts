import { encode } from 'cborg';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DownFrame } from './down.ts';
import { decodeFrame, encodeFrame, type FrameEncoding } from './frame-codec.ts';
import { UpFrame } from './up.ts';

const uuid = fc.uuid();
const encodings: FrameEncoding[] = ['cbor', 'json'];

const send = fc.record({
  type: fc.constant('send' as const),
  message_id: uuid,
  recipients: fc.array(
    fc.record({
      user_id: uuid,
      device_list_version: fc.integer({ min: 1, max: 1e6 }),
      envelopes: fc.array(
        fc.record({
          device_id: fc.constantFrom('a', 'phone_1'),
          ciphertext: fc.uint8Array({ minLength: 1, maxLength: 90 }),
        }),
        { maxLength: 4 },
      ),
    }),
    { minLength: 1, maxLength: 2 },
  ),
});

const messages = fc.record({
  type: fc.constant('messages' as const),
  messages: fc.array(
    fc.record({
      cursor: fc.nat(),
      message_id: uuid,
      sender_id: uuid,
      sender_device_id: fc.constant('d'),
      accepted_at: fc.nat(),
      ciphertext: fc.uint8Array({ minLength: 1, maxLength: 90 }),
    }),
    { minLength: 1, maxLength: 5 },
  ),
});

describe.each(encodings)('%s', (encoding) => {
  test('frames come back as they were', () => {
    fc.assert(
      fc.property(send, (frame) => {
        expect(decodeFrame(UpFrame, encodeFrame(frame, encoding))).toEqual({ kind: 'frame', frame });
      }),
    );
    fc.assert(
      fc.property(messages, (frame) => {
        expect(decodeFrame(DownFrame, encodeFrame(frame, encoding))).toEqual({ kind: 'frame', frame });
      }),
    );
  });

  test('an unknown field, a wrong type and a missing field are named', () => {
    const cases = [
      { type: 'acknowledge', through: 1, extra: true },
      { type: 'acknowledge', through: 'one' },
      { type: 'send' },
      { type: 'launch' },
    ];
    for (const frame of cases) {
      const result = decodeFrame(UpFrame, encodeFrame(frame, encoding));
      expect(result.kind).toBe('invalid');
      if (result.kind === 'invalid') expect(result.fields.length).toBeGreaterThan(0);
    }
  });
});

test('any bytes and any text yield a frame or a reason', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (data) => {
      decodeFrame(UpFrame, data);
    }),
  );
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (data) => {
      decodeFrame(UpFrame, data);
    }),
  );
});

test('a name such as __proto__ changes nothing', () => {
  const result = decodeFrame(UpFrame, '{"type":"ping","__proto__":{"admin":true}}');
  expect(
    result.kind === 'frame' ? (result.frame as Record<string, unknown>)['admin'] : undefined,
  ).toBeUndefined();
});

test('bytes of the wrong length are refused in both encodings', () => {
  const frame = {
    type: 'send',
    message_id: '11111111-1111-4111-8111-111111111111',
    recipients: [
      {
        user_id: '11111111-1111-4111-8111-111111111111',
        device_list_version: 1,
        envelopes: [{ device_id: 'a', ciphertext: new Uint8Array() }],
      },
    ],
  };
  for (const encoding of encodings)
    expect(decodeFrame(UpFrame, encodeFrame(frame, encoding)).kind).toBe('invalid');
});

test('a Node buffer is written as the bytes it holds', () => {
  const message = {
    cursor: 1,
    message_id: '11111111-1111-4111-8111-111111111111',
    sender_id: '11111111-1111-4111-8111-111111111111',
    sender_device_id: 'd',
    accepted_at: 1,
  };
  for (const encoding of encodings) {
    const frame = { type: 'messages', messages: [{ ...message, ciphertext: Buffer.from([1, 2, 3]) }] };
    expect(decodeFrame(DownFrame, encodeFrame(frame, encoding))).toEqual({
      kind: 'frame',
      frame: { type: 'messages', messages: [{ ...message, ciphertext: new Uint8Array([1, 2, 3]) }] },
    });
  }
});

test('a CBOR map that names a field twice is refused', () => {
  const twice = new Uint8Array([
    0xa2,
    ...encode('type'),
    ...encode('ping'),
    ...encode('type'),
    ...encode('ping'),
  ]);
  expect(decodeFrame(UpFrame, twice).kind).toBe('malformed');
});
