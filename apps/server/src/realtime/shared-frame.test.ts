import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type DownFrame, encodeFrame } from '@sotto/protocol/socket';
import { expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { shareFrame } from './shared-frame.ts';

const id = '11111111-1111-4111-8111-111111111111' as never;

function eventsOf(payloadBytes: number): DownFrame {
  const payload = new Uint8Array(payloadBytes).fill(7);
  const place = { seq: 1 as never, epoch: 0 as never, kind: 'application' as const };
  return { type: 'group-events', group_id: id, events: [{ ...place, id, accepted_at: 1, payload }] };
}

test('another implementation reads it, at every form of length, between frames it is sent otherwise', async () => {
  const frames: DownFrame[] = [
    { type: 'pong', server_time: 1 },
    ...[1, 40, 66, 200, 40_000, 70_000].map(eventsOf),
  ];
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  server.on('connection', (ws, request) => {
    for (const frame of frames)
      for (const encoding of ['cbor', 'json'] as const) {
        (request.socket as Duplex).write(shareFrame(frame).onWire(encoding));
        ws.send('between');
      }
    ws.close();
  });
  await once(server, 'listening');
  const reader = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const read: (Buffer | string)[] = [];
  reader.on('message', (data: Buffer, binary) => {
    read.push(binary ? data : data.toString());
  });
  await once(reader, 'close');
  const expected = frames.flatMap((frame) => [
    Buffer.from(encodeFrame(frame, 'cbor') as Uint8Array),
    'between',
    encodeFrame(frame, 'json'),
    'between',
  ]);
  expect(read).toEqual(expected);
  server.close();
});

test('it is encoded once for each encoding, however many it is for', () => {
  const shared = shareFrame(eventsOf(500));
  for (const encoding of ['cbor', 'json'] as const)
    expect(shared.onWire(encoding)).toBe(shared.onWire(encoding));
});
