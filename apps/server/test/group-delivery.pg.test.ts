import { routes } from '@sotto/protocol/http';
import type { DownFrame } from '@sotto/protocol/socket';
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
  type WireSocket,
} from '@sotto/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  acknowledgeThrough,
  acknowledgeWelcome,
  addTo,
  ask,
  commit,
  commitBody,
  groupEvents,
  groupOf,
  groupSendFrame,
  logOf,
  makeGroup,
  post,
  privateMessage,
  publicMessage,
  submitCommit,
} from './grouping.ts';
import { delivered, newMessageId, sendFrame, until } from './messaging.ts';

let server: ServerProcess;
let anna: WireAccount;
let ben: WireAccount;
let cleo: WireAccount;
const open: WireSocket[] = [];

beforeAll(async () => {
  server = await startServerProcess({ env: { SOTTO_RATE_FACTOR: '1000' } });
  anna = await setUpOnWire(server, 'anna');
  [ben, cleo] = [await joinOnWire(anna, 'ben'), await joinOnWire(anna, 'cleo')];
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((socket) => socket.close()));
});
afterAll(() => server.remove());

async function connect(account: WireAccount, encoding: 'cbor' | 'json' = 'cbor'): Promise<WireSocket> {
  const socket = openWireSocket(account, encoding);
  open.push(socket);
  await socket.next(ofType('caught-up'));
  return socket;
}

const seqsOf = (socket: WireSocket, groupId: never) => groupEvents(socket, groupId).map((event) => event.seq);
const noticeOf =
  (notice: string, groupId: string) =>
  (frame: DownFrame): frame is DownFrame =>
    frame.type === 'notice' && frame.notice === notice && 'group_id' in frame && frame.group_id === groupId;
/** Whatever was on its way has come: a frame that is answered behind it. */
async function settled(...sockets: readonly WireSocket[]) {
  for (const socket of sockets) {
    const before = socket.frames.filter(({ type }) => type === 'pong').length;
    socket.send({ type: 'ping' });
    await until('a pong', () => socket.frames.filter(({ type }) => type === 'pong').length > before);
  }
}

describe('live', () => {
  test('every member gets the same events in the same order, whatever its encoding', async () => {
    const groupId = await groupOf(anna, ben, cleo);
    const sockets = [await connect(anna), await connect(ben, 'json'), await connect(cleo)];
    const frames = Array.from({ length: 60 }, (_, i) => groupSendFrame(groupId, 1, { size: 200 + i }));
    frames.forEach((frame, i) => {
      sockets[i % 3]?.send(frame);
    });
    // The creator's log begins one earlier: with the commit that added the others.
    const eventsOf = (socket: WireSocket) => groupEvents(socket, groupId).filter(({ seq }) => seq > 1);
    await until('all have all', () => sockets.every((socket) => eventsOf(socket).length === 60));
    const [first] = sockets.map(eventsOf);
    for (const socket of sockets) expect(eventsOf(socket)).toEqual(first);
    expect(first?.map((event) => event.seq)).toEqual(frames.map((_, i) => i + 2));
    for (const { message_id, payload } of frames)
      expect(first?.find((event) => event.id === message_id)).toMatchObject({
        kind: 'application',
        epoch: 1,
        payload: new Uint8Array(payload),
      });
    // Each sender was told the number, too.
    for (const [i, socket] of sockets.entries()) {
      const told = socket.frames.filter(ofType('accepted'));
      expect(told.map(({ message_id }) => message_id).sort()).toEqual(
        frames
          .filter((_, n) => n % 3 === i)
          .map(({ message_id }) => message_id)
          .sort(),
      );
      for (const { message_id, seq } of told)
        expect(first?.find((event) => event.id === message_id)?.seq).toBe(seq);
    }
  });

  test('a message of a past epoch is answered with where the group is, one to a foreign group with an error', async () => {
    const groupId = await groupOf(anna, ben);
    const socket = await connect(ben);
    const seq = await commit(anna, groupId, 1);
    const late = groupSendFrame(groupId, 1);
    socket.send(late);
    expect(await socket.next(ofType('group-stale'))).toEqual({
      type: 'group-stale',
      message_id: late.message_id,
      group_id: groupId,
      epoch: 2,
      commit_seq: seq,
    });
    socket.send({ ...late, group_id: newMessageId() as never });
    expect(await socket.next(ofType('error'))).toMatchObject({
      code: 'group-message-refused',
      message_id: late.message_id,
    });
    const foreign = await groupOf(anna, cleo);
    socket.send(groupSendFrame(foreign, 1));
    await until('it is refused', () =>
      socket.frames.some((frame) => frame.type === 'error' && frame.code === 'group-unknown'),
    );
    expect(seqsOf(socket, foreign as never)).toEqual([]);
  });

  test('a message said many times in one breath is there once, and harms no other', async () => {
    const groupId = await groupOf(anna, ben);
    const socket = await connect(ben);
    const [same, other] = [groupSendFrame(groupId, 1), groupSendFrame(groupId, 1)];
    // While the first is written, the rest gathers in the next batch.
    for (const frame of [other, same, same, same, same]) socket.send(frame);
    const accepted = () => socket.frames.filter(ofType('accepted'));
    await until('all are answered', () => accepted().length === 5);
    const seqOf = (id: string) => [
      ...new Set(accepted().flatMap(({ message_id, seq }) => (message_id === id ? [seq] : []))),
    ];
    expect(seqOf(other.message_id)).toEqual([2]);
    expect(seqOf(same.message_id)).toEqual([3]);
    expect(seqsOf(socket, groupId as never)).toEqual([2, 3]);
  });

  test('many senders, commits in between: one order without a gap, for all', async () => {
    const groupId = await groupOf(anna, ben, cleo);
    const members = [anna, ben, cleo];
    const sockets = await Promise.all(members.map((member) => connect(member)));
    let epoch = 1;
    const sending = sockets.map(async (socket, i) => {
      for (let n = 0; n < 80; n++) {
        socket.send(groupSendFrame(groupId, epoch));
        if (n % 20 === 10) {
          const answer = await submitCommit(
            members[i] as WireAccount,
            groupId,
            commitBody(members[i] as WireAccount, groupId, epoch),
          );
          epoch = Math.max(epoch, (answer.body as { epoch: number }).epoch);
        }
      }
    });
    await Promise.all(sending);
    const answered = (socket: WireSocket) =>
      socket.frames.filter(({ type }) => type === 'accepted' || type === 'group-stale').length;
    await until('all is answered', () => sockets.every((socket) => answered(socket) === 80));
    const head = (await ask(anna, routes.getGroup, groupId)).body.head;
    await until('all have all', () =>
      sockets.every((socket) => seqsOf(socket, groupId as never).at(-1) === head),
    );
    const expected = Array.from({ length: head }, (_, i) => i + 1);
    sockets.forEach((socket, i) => {
      expect(seqsOf(socket, groupId as never)).toEqual(i === 0 ? expected : expected.slice(1));
    });
    let current = 0;
    for (const event of groupEvents(sockets[0] as WireSocket, groupId)) {
      expect(event.epoch).toBe(current);
      if (event.kind === 'commit') current++;
    }
  });

  test('an event too large for a frame comes without its payload', async () => {
    const groupId = await groupOf(anna, ben);
    const socket = await connect(ben);
    const large = await commit(anna, groupId, 1, { size: 300 * 1024 });
    const small = await commit(anna, groupId, 2, { size: 200 * 1024 });
    await until('both have come', () => seqsOf(socket, groupId as never).length === 2);
    const events = groupEvents(socket, groupId);
    expect(events.map((event) => [event.seq, event.payload?.length])).toEqual([
      [large, undefined],
      [small, 200 * 1024],
    ]);
    // The same from the log of somebody who comes later.
    const again = await connect(ben);
    expect(groupEvents(again, groupId)).toEqual(events);
  });
});

describe('what waits', () => {
  test('comes before `caught-up`, from the first event not acknowledged', async () => {
    const groupId = await groupOf(anna, ben);
    for (let i = 0; i < 5; i++) await post(anna, groupId, privateMessage(groupId, 1, 'application'));
    const first = openWireSocket(ben);
    open.push(first);
    await first.next(ofType('caught-up'));
    expect(seqsOf(first, groupId as never)).toEqual([2, 3, 4, 5, 6]);
    expect(first.frames.findIndex(({ type }) => type === 'caught-up')).toBeGreaterThan(
      first.frames.findLastIndex(({ type }) => type === 'group-events'),
    );
    first.send({ type: 'group-acknowledge', group_id: groupId, through: 4 as never });
    await settled(first);
    await until('it is noted', async () => {
      const { groups } = (await ask(ben, routes.listJoinedGroups, groupId)).body;
      return groups.find((group) => group.group_id === groupId)?.device?.cursor === 4;
    });
    const second = await connect(ben);
    expect(seqsOf(second, groupId as never)).toEqual([5, 6]);
  });

  test('of a message that its writer withdrew, its place alone', async () => {
    const groupId = await groupOf(anna, ben, cleo);
    const [withdrawn, kept] = [newMessageId(), newMessageId()];
    const payload = privateMessage(groupId, 1, 'application');
    await post(anna, groupId, payload, { id: withdrawn });
    await post(anna, groupId, privateMessage(groupId, 1, 'application'), { id: kept });
    await acknowledgeThrough(cleo, groupId, 3);
    const withdraw = (account: WireAccount) =>
      callRoute(server.url, routes.deleteMessage, {
        token: account.token,
        params: { user_id: account.accountId, message_id: withdrawn as never },
      });
    // Nobody but its writer may; those who have read it are not counted.
    expect(await withdraw(ben)).toEqual({ removed: 0 });
    expect(await withdraw(anna)).toEqual({ removed: 2 });
    expect(await withdraw(anna)).toEqual({ removed: 0 });
    expect((await post(anna, groupId, payload, { id: withdrawn })).body).toMatchObject({ seq: 2 });
    const socket = await connect(ben);
    expect(groupEvents(socket, groupId).map(({ seq, id, payload: left }) => [seq, id, left?.length])).toEqual(
      [
        [2, withdrawn, 0],
        [3, kept, 100],
      ],
    );
    const { events } = (await logOf(ben, groupId)).body as { events: { payload: string }[] };
    expect(events.map((event) => event.payload.length > 0)).toEqual([false, true]);
    // A commit cannot be withdrawn: everybody would be locked out.
    const id = newMessageId();
    await commit(anna, groupId, 1, { id });
    expect(
      await callRoute(server.url, routes.deleteMessage, {
        token: anna.token,
        params: { user_id: anna.accountId, message_id: id as never },
      }),
    ).toEqual({ removed: 0 });
  });

  test('a device acknowledges no more than it was sent', async () => {
    const groupId = await groupOf(anna, ben);
    const socket = await connect(ben);
    socket.send({ type: 'group-acknowledge', group_id: groupId, through: 9 as never });
    expect(await socket.next(ofType('error'))).toMatchObject({ code: 'invalid-request' });
  });

  test('of a busy group does not keep the others waiting, nor direct messages', async () => {
    const dora = await joinOnWire(anna, 'dora');
    const [busy, quiet] = [await groupOf(anna, dora), await groupOf(anna, dora)];
    const sender = await connect(anna);
    const frames = Array.from({ length: 1200 }, () => groupSendFrame(busy, 1, { size: 1000 }));
    for (const frame of frames) sender.send(frame);
    sender.send(groupSendFrame(quiet, 1));
    sender.send(sendFrame(dora));
    await until(
      'all are stored',
      () => sender.frames.filter(({ type }) => type === 'accepted').length === frames.length + 2,
    );
    const socket = await connect(dora);
    expect(seqsOf(socket, busy as never)).toEqual(frames.map((_, i) => i + 2));
    expect(seqsOf(socket, quiet as never)).toEqual([2]);
    expect(delivered(socket).length).toBe(1);
    const at = (wanted: (frame: DownFrame) => boolean) => socket.frames.findIndex(wanted);
    const quietAt = at((frame) => frame.type === 'group-events' && frame.group_id === quiet);
    const lastOfBusy = socket.frames.findLastIndex(
      (frame) => frame.type === 'group-events' && frame.group_id === busy,
    );
    expect(quietAt).toBeLessThan(lastOfBusy);
    expect(at(({ type }) => type === 'messages')).toBeLessThan(lastOfBusy);
  });

  test('while more is sent, nothing is missed and nothing comes out of order', async () => {
    const eve = await joinOnWire(anna, 'eve');
    const groupId = await groupOf(anna, eve);
    const sender = await connect(anna);
    const send = (count: number) => {
      for (let i = 0; i < count; i++) sender.send(groupSendFrame(groupId, 1));
    };
    send(400);
    const readers: WireSocket[] = [];
    for (let i = 0; i < 5; i++) {
      // Each takes the place of the one before, in the middle of it all.
      readers.push(await connect(eve));
      send(100);
    }
    const last = readers.at(-1) as WireSocket;
    await until('all have come', () => seqsOf(last, groupId as never).at(-1) === 901);
    expect(seqsOf(last, groupId as never)).toEqual(Array.from({ length: 900 }, (_, i) => i + 2));
  });

  test('what is not kept any more is said, and the device reads on once it has joined again', async () => {
    const frank = await joinOnWire(anna, 'frank');
    const groupId = await groupOf(anna, frank);
    for (let i = 0; i < 4; i++) await post(anna, groupId, privateMessage(groupId, 1, 'application'));
    const database = await openDatabase(server, 'owner');
    await database.query(
      `with cut as (update groups set truncated = 3 where group_id = $1 returning group_pk)
       delete from group_events e using cut where e.group_pk = cut.group_pk and e.seq <= 3`,
      [groupId],
    );
    await database.end();
    const socket = await connect(frank);
    await socket.next(noticeOf('log-truncated', groupId));
    expect(seqsOf(socket, groupId as never)).toEqual([]);
    const log = await callRoute(server.url, routes.getGroupLog, {
      token: frank.token,
      params: { group_id: groupId },
      query: { after: '3' },
    });
    expect(log.events.map((event) => event.seq)).toEqual([4, 5]);
    const answer = await submitCommit(
      frank,
      groupId,
      commitBody(frank, groupId, 1, {
        message: publicMessage(groupId, 1, 'commit'),
        added: [frank],
        welcome: false,
      }),
    );
    expect(answer.body).toMatchObject({ outcome: 'accepted', seq: 6 });
    await post(anna, groupId, privateMessage(groupId, 2, 'application'));
    await until('it reads on', () => seqsOf(socket, groupId as never).length === 1);
    expect(seqsOf(socket, groupId as never)).toEqual([7]);
  });
});

describe('coming and going', () => {
  test('a new member is told of its Welcome, and gets events once it has it', async () => {
    const groupId = await makeGroup(anna);
    const [online, sender] = [await connect(ben), await connect(anna)];
    const seq = await commit(anna, groupId, 0, { added: [ben, cleo] });
    await online.next(noticeOf('group-welcome', groupId));
    const later = await connect(cleo);
    expect(later.frames.some(noticeOf('group-welcome', groupId))).toBe(true);
    for (let i = 0; i < 3; i++) sender.send(groupSendFrame(groupId, 1));
    await until('they are accepted', () => seqsOf(sender, groupId as never).length === 4);
    await settled(online, later);
    expect([online, later].map((socket) => seqsOf(socket, groupId as never))).toEqual([[], []]);
    for (const account of [ben, cleo]) await acknowledgeWelcome(account, groupId, seq);
    sender.send(groupSendFrame(groupId, 1));
    for (const socket of [online, later]) {
      await until('it has all', () => seqsOf(socket, groupId as never).length === 4);
      expect(seqsOf(socket, groupId as never)).toEqual([2, 3, 4, 5]);
    }
  });

  test('REQ-G9: a removed device gets the commit that did it and nothing after, connected or not', async () => {
    const gina = await joinOnWire(anna, 'gina');
    const groupId = await groupOf(anna, ben, cleo, gina);
    const [staying, leaving] = [await connect(cleo), await connect(ben)];
    await post(anna, groupId, privateMessage(groupId, 1, 'application'));
    const left = await commit(anna, groupId, 1, { removed: [ben, gina] });
    for (let i = 0; i < 5; i++) await post(anna, groupId, privateMessage(groupId, 2, 'application'));
    await commit(anna, groupId, 2);
    await until('who stays has all', () => seqsOf(staying, groupId as never).length === 8);
    await settled(leaving);
    expect(seqsOf(leaving, groupId as never)).toEqual([2, left]);
    const [back, late] = [await connect(ben), await connect(gina)];
    for (const socket of [back, late]) expect(seqsOf(socket, groupId as never)).toEqual([2, left]);
    // When it has acknowledged that, there is nothing left to say.
    late.send({ type: 'group-acknowledge', group_id: groupId, through: left as never });
    await settled(late);
    for (let i = 0; i < 3; i++) await post(anna, groupId, privateMessage(groupId, 3, 'application'));
    await settled(back, late);
    for (const socket of [back, late]) expect(seqsOf(socket, groupId as never)).toEqual([2, left]);
    await until('it is noted', async () => {
      const { groups } = (await ask(gina, routes.listJoinedGroups, groupId)).body;
      return groups.find((group) => group.group_id === groupId)?.device?.cursor === left;
    });
    expect(seqsOf(await connect(gina), groupId as never)).toEqual([]);
  });

  test('who is removed and added again reads on from there', async () => {
    const groupId = await groupOf(anna, ben);
    const socket = await connect(ben);
    await commit(anna, groupId, 1, { removed: [ben] });
    await post(anna, groupId, privateMessage(groupId, 2, 'application'));
    await addTo(groupId, 2, anna, [ben]);
    await post(anna, groupId, privateMessage(groupId, 3, 'application'));
    await until('it reads on', () => seqsOf(socket, groupId as never).at(-1) === 5);
    expect(seqsOf(socket, groupId as never)).toEqual([2, 5]);
  });

  test('whom a hostile commit removed gets on its socket what it missed', async () => {
    const groupId = await groupOf(anna, ben, cleo);
    const socket = await connect(ben);
    const hostile = await commit(cleo, groupId, 1, { removed: [ben] });
    await until('it is removed', () => seqsOf(socket, groupId as never).length === 1);
    await commit(anna, groupId, 1, { refuses: hostile, added: [ben], removed: [cleo], welcome: false });
    await post(anna, groupId, privateMessage(groupId, 2, 'application'));
    await until('it has all', () => seqsOf(socket, groupId as never).at(-1) === 4);
    expect([...new Set(seqsOf(socket, groupId as never))]).toEqual([2, 3, 4]);
  });
});

test('a member that reads too slowly is cut off; the others are not held up, and it finds all when it is back', async () => {
  const hans = await joinOnWire(anna, 'hans');
  const groupId = await groupOf(anna, ben, hans);
  const [fast, sender, slow] = [await connect(ben), await connect(anna), await connect(hans)];
  (slow.raw as unknown as { _socket: { pause(): void } })._socket.pause();
  const count = 300;
  for (let i = 0; i < count; i++) {
    sender.send(groupSendFrame(groupId, 1, { size: 60_000 }));
    if (i % 10 === 9) await until('they flow', () => seqsOf(fast, groupId as never).length > i - 10);
  }
  await until('the fast one has all', () => seqsOf(fast, groupId as never).length === count);
  (slow.raw as unknown as { _socket: { resume(): void } })._socket.resume();
  expect([1006, 4408]).toContain((await slow.closed).code);
  expect(seqsOf(slow, groupId as never).length).toBeLessThan(count);
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  expect(metrics).toMatch(/^sotto_slow_readers_total 1$/m);
  const back = await connect(hans);
  expect(seqsOf(back, groupId as never)).toEqual(Array.from({ length: count }, (_, i) => i + 2));
});
