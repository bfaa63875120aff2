import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { routes } from '@sotto/protocol/http';
import {
  callRoute,
  joinOnWire,
  ofType,
  openDatabase,
  openWireSocket,
  type ServerProcess,
  setUpOnWire,
  startServerProcess,
  type WireAccount,
} from '@sotto/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { groupEvents, groupOf, groupSendFrame } from './grouping.ts';
import { delivered, queueOf, sendFrame, until } from './messaging.ts';

/** Counts, not times: what a message may cost at most (`bench/budgets.json`), whatever the machine does. */
const budgets = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', '..', '..', 'bench', 'budgets.json'), 'utf8'),
) as Record<'direct messages' | 'group messages' | 'prekey bundle', Record<string, number>>;

let server: ServerProcess;
let owner: WireAccount;

beforeAll(async () => {
  server = await startServerProcess({ env: { SOTTO_RATE_FACTOR: '1000' } });
  owner = await setUpOnWire(server, 'anna');
});
afterAll(() => server.remove());

/** Bytes that went over a socket since it was opened, both ways. */
function bytesOf(socket: { raw: unknown }): { up: number; down: number } {
  const { _socket: stream } = socket.raw as { _socket: { bytesWritten: number; bytesRead: number } };
  return { up: stream.bytesWritten, down: stream.bytesRead };
}

test('messages of many senders share statements, and carry little beside themselves', async () => {
  const pairs = 8;
  const each = 100;
  const messages = pairs * each;
  const ciphertext = new Uint8Array(500);
  const database = await openDatabase(server, 'owner');
  const position = async () =>
    (
      await database.query<{ xid: string; log: string }>(
        "select pg_current_xact_id()::text as xid, pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::text as log",
      )
    ).rows[0] as { xid: string; log: string };
  const people = await Promise.all(
    Array.from({ length: pairs }, async (_, i) => {
      const [from, to] = [await joinOnWire(owner, `from${i}`), await joinOnWire(owner, `to${i}`)];
      const sockets = { sender: openWireSocket(from), receiver: openWireSocket(to) };
      for (const socket of Object.values(sockets)) await socket.next(ofType('caught-up'));
      return { to, ...sockets };
    }),
  );
  const before = await position();
  const bytesBefore = people.map(({ sender, receiver }) => ({
    up: bytesOf(sender).up,
    down: bytesOf(receiver).down,
  }));
  for (let i = 0; i < each; i++)
    for (const { sender, to } of people) sender.send(sendFrame(to, { ciphertext }));
  await until('all are delivered', () => people.every(({ receiver }) => delivered(receiver).length === each));
  const bytesAfter = people.map(({ sender, receiver }) => ({
    up: bytesOf(sender).up,
    down: bytesOf(receiver).down,
  }));
  for (const { receiver } of people) receiver.send({ type: 'acknowledge', through: each as never });
  await until('all are gone', async () => {
    for (const { to } of people) if ((await queueOf(to)).messages.length > 0) return false;
    return true;
  });
  const after = await position();
  const perMessage = (what: 'up' | 'down') =>
    bytesAfter.reduce((sum, bytes, i) => sum + bytes[what] - (bytesBefore[i]?.[what] ?? 0), 0) / messages -
    ciphertext.length;
  const spent = {
    'transactions a message': (Number(after.xid) - Number(before.xid)) / messages,
    'bytes up a message, beside its ciphertext': perMessage('up'),
    'bytes down a message, beside its ciphertext': perMessage('down'),
    'log bytes a message, beside its ciphertext':
      (Number(after.log) - Number(before.log)) / messages - ciphertext.length,
  };
  await database.end();
  await Promise.all(people.flatMap(({ sender, receiver }) => [sender.close(), receiver.close()]));
  expectWithin(budgets['direct messages'], spent);
});

test('a message to a group is one row, whatever the members, and one frame for all of them', async () => {
  const size = 12;
  const messages = 400;
  const payloadBytes = 500;
  const people: WireAccount[] = [];
  for (let i = 0; i < size; i++) people.push(await joinOnWire(owner, `member${i}`));
  const groupId = await groupOf(...(people as [WireAccount, ...WireAccount[]]));
  const sockets = people.map((account) => openWireSocket(account));
  for (const socket of sockets) await socket.next(ofType('caught-up'));
  const database = await openDatabase(server, 'owner');
  const position = async () =>
    (
      await database.query<{ xid: string; rows: string }>(
        'select pg_current_xact_id()::text as xid, (select count(*) from group_events) as rows',
      )
    ).rows[0] as { xid: string; rows: string };
  const before = await position();
  const bytesBefore = sockets.map(bytesOf);
  const [sender] = sockets;
  for (let i = 0; i < messages; i++) sender?.send(groupSendFrame(groupId, 1, { size: payloadBytes }));
  await until('all have all', () =>
    sockets.every((socket) => groupEvents(socket, groupId).length >= messages),
  );
  const after = await position();
  const receivers = sockets.slice(1);
  const down = receivers.reduce(
    (sum, socket, i) => sum + bytesOf(socket).down - (bytesBefore[i + 1]?.down ?? 0),
    0,
  );
  const up = bytesOf(sender as (typeof sockets)[number]).up - (bytesBefore[0]?.up ?? 0);
  const spent = {
    'log rows a message': (Number(after.rows) - Number(before.rows)) / messages,
    'transactions a message': (Number(after.xid) - Number(before.xid)) / messages,
    'bytes down a delivery, beside its payload': down / (messages * receivers.length) - payloadBytes,
    'bytes up a message, beside its payload': up / messages - payloadBytes,
  };
  await database.end();
  await Promise.all(sockets.map((socket) => socket.close()));
  expectWithin(budgets['group messages'], spent);
});

test('a prekey bundle is no larger than its keys make it', async () => {
  const target = await joinOnWire(owner, 'target');
  const answer = await callRoute(server.url, routes.getBundle, {
    token: owner.token,
    params: { user_id: target.accountId },
  });
  expectWithin(budgets['prekey bundle'], {
    'bytes of an answer with one device': JSON.stringify(answer).length,
  });
});

function expectWithin(budget: Record<string, number>, spent: Record<string, number>): void {
  expect(Object.keys(spent).sort()).toEqual(Object.keys(budget).sort());
  const over = Object.entries(spent).filter(([what, value]) => value > (budget[what] ?? 0));
  expect(over, JSON.stringify(spent)).toEqual([]);
}
