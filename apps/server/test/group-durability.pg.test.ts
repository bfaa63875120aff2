import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { routes } from '@sotto/protocol/http';
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
import {
  ask,
  commitBody,
  groupEvents,
  groupOf,
  groupSendFrame,
  logOf,
  submitCommit,
  welcomeOf,
} from './grouping.ts';
import { until } from './messaging.ts';

/** REQ-D1 for groups: what was said to be accepted is in the log, where it was said to be. */
let server: ServerProcess;
let anna: WireAccount;
let ben: WireAccount;
let cleo: WireAccount;

beforeAll(async () => {
  server = await startServerProcess({ env: { SOTTO_RATE_FACTOR: '1000' } });
  anna = await setUpOnWire(server, 'anna');
  [ben, cleo] = [await joinOnWire(anna, 'ben'), await joinOnWire(anna, 'cleo')];
});
afterAll(() => server.remove());

/** The server comes back at another port. */
async function comeBack(): Promise<void> {
  server = await startServerProcess({ dataDir: server.dataDir, env: { SOTTO_RATE_FACTOR: '1000' } });
  [anna, ben, cleo] = [anna, ben, cleo].map((account) => ({ ...account, url: server.url })) as [
    WireAccount,
    WireAccount,
    WireAccount,
  ];
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
])('REQ-D1: kill -9 of %s loses nothing that was accepted, and moves nothing', async (_who, kill) => {
  const groupId = await groupOf(anna, ben);
  const committed = await submitCommit(anna, groupId, commitBody(anna, groupId, 1, { added: [cleo] }));
  expect(committed.body).toMatchObject({ outcome: 'accepted', epoch: 2 });
  const [sender, reader] = [openWireSocket(ben), openWireSocket(anna)];
  await Promise.all([sender, reader].map((socket) => socket.next(ofType('caught-up'))));
  const frames = Array.from({ length: 2000 }, () => groupSendFrame(groupId, 2, { size: 300 }));
  for (const frame of frames) sender.send(frame);
  await until(
    'some are accepted',
    () => sender.frames.filter(({ type }) => type === 'accepted').length > 150,
  );
  await kill();
  await Promise.all([sender.closed, reader.closed]);
  const accepted = new Map(
    sender.frames.filter(ofType('accepted')).map(({ message_id, seq }) => [message_id as string, seq]),
  );
  const seen = groupEvents(reader, groupId);
  await comeBack();

  const back = openWireSocket(anna);
  await back.next(ofType('caught-up'));
  const log = groupEvents(back, groupId);
  expect(log.map((event) => event.seq)).toEqual(log.map((_, i) => i + 1));
  const seqOf = new Map(log.map((event) => [event.id as string, event.seq]));
  expect(seqOf.size).toBe(log.length);
  for (const [id, seq] of accepted) expect(seqOf.get(id)).toBe(seq);
  for (const event of seen) expect(log[event.seq - 1]).toEqual(event);
  expect((await ask(anna, routes.getGroup, groupId)).body).toMatchObject({ epoch: 2, devices: 3 });
  expect((await welcomeOf(cleo, groupId)).body).toMatchObject({ commit_seq: 2 });

  // The sender repeats everything: each is there once, what was accepted where it was.
  const again = openWireSocket(ben);
  await again.next(ofType('caught-up'));
  for (const frame of frames) again.send(frame);
  await until(
    'all are accepted',
    () => again.frames.filter(({ type }) => type === 'accepted').length === frames.length,
    60_000,
  );
  for (const { message_id, seq } of again.frames.filter(ofType('accepted'))) {
    const before = accepted.get(message_id);
    if (before !== undefined) expect(seq).toBe(before);
  }
  await until('all have come', () => groupEvents(back, groupId).length === frames.length + 2);
  expect((await logOf(ben, groupId, 2, 1)).body.head).toBe(frames.length + 2);
  await Promise.all([again.close(), back.close()]);
});
