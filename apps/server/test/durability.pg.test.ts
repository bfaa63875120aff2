import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  joinOnWire,
  ofType,
  openWireSocket,
  type ServerProcess,
  setUpOnWire,
  startServerProcess,
  type WireAccount,
} from '@sotto/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { delivered, queueOf, sendFrame, until } from './messaging.ts';

/** REQ-D1: what was said to be accepted is there, whatever dies next. */
let server: ServerProcess;
let ben: WireAccount;
let cleo: WireAccount;

beforeAll(async () => {
  server = await startServerProcess({ env: { SOTTO_RATE_FACTOR: '100' } });
  ben = await setUpOnWire(server, 'ben');
  cleo = await joinOnWire(ben, 'cleo');
});
afterAll(() => server.remove());

/** The server comes back at another port. */
async function comeBack(): Promise<void> {
  server = await startServerProcess({ dataDir: server.dataDir, env: { SOTTO_RATE_FACTOR: '100' } });
  ben = { ...ben, url: server.url };
  cleo = { ...cleo, url: server.url };
}

/** Sends as fast as it goes; kills in the middle; returns what had been accepted and all that was tried. */
async function sendUntilKilled(kill: () => Promise<void>) {
  const socket = openWireSocket(ben);
  await socket.next(ofType('caught-up'));
  const frames = Array.from({ length: 3000 }, () => sendFrame(cleo, { ciphertext: new Uint8Array(300) }));
  const accepted = () =>
    socket.frames.filter((frame) => frame.type === 'accepted').map((frame) => frame.message_id);
  for (const frame of frames) socket.send(frame);
  await until('some are accepted', () => accepted().length > 150);
  await kill();
  await socket.closed;
  return { accepted: accepted(), frames };
}

test.each([
  ['the server', async () => server.stop('SIGKILL')],
  [
    'the server and its database',
    async () => {
      const pid = Number(
        readFileSync(join(server.dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0],
      );
      process.kill(pid, 'SIGKILL');
      await server.stop('SIGKILL');
    },
  ],
])('REQ-D1: kill -9 of %s between accepted and delivered loses nothing', async (_who, kill) => {
  const reader = openWireSocket(cleo);
  const { accepted, frames } = await sendUntilKilled(kill);
  const readBefore = delivered(reader).map((envelope) => envelope.cursor);
  await comeBack();

  const back = openWireSocket(cleo);
  await back.next(ofType('caught-up'));
  const waiting = delivered(back);
  const ids = waiting.map((envelope) => envelope.message_id);
  expect(accepted.filter((id) => !ids.includes(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
  // In order and without a gap; what was shown before the crash stands where it stood.
  const first = waiting[0]?.cursor ?? 0;
  expect(waiting.map((envelope) => envelope.cursor)).toEqual(waiting.map((_, i) => first + i));
  expect(readBefore.every((cursor) => cursor < first + waiting.length)).toBe(true);

  // The sender repeats what it has no answer for: each is there once, in the order of writing.
  const again = openWireSocket(ben);
  await again.next(ofType('caught-up'));
  const left = frames.filter((frame) => !accepted.includes(frame.message_id));
  for (const frame of left) again.send(frame);
  await until(
    'all are accepted',
    () => again.frames.filter(({ type }) => type === 'accepted').length === left.length,
    60_000,
  );
  await until('all are delivered', () => delivered(back).length === frames.length);
  expect(delivered(back).map((envelope) => envelope.message_id)).toEqual(
    frames.map((frame) => frame.message_id),
  );
  const last = delivered(back).at(-1)?.cursor;
  back.send({ type: 'acknowledge', through: last as never });
  await until('the mailbox is empty', async () => (await queueOf(cleo)).messages.length === 0);
  await Promise.all([again.close(), back.close()]);
});
