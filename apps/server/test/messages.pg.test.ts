import { randomUUID } from 'node:crypto';
import { encodeBase64, type MessageId } from '@sotto/protocol';
import { routes } from '@sotto/protocol/http';
import {
  callRoute,
  joinOnWire,
  ofType,
  openDatabase,
  openWireSocket,
  requestRoute,
  type ServerProcess,
  setUpOnWire,
  startServerProcess,
  type WireAccount,
} from '@sotto/testing';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acknowledge, newMessageId, post, queueOf, sendFrame, submissionBody } from './messaging.ts';

let server: ServerProcess;
let owner: WireAccount;
let api: pg.Client;
let tables: pg.Client;

beforeAll(async () => {
  server = await startServerProcess({
    env: { SOTTO_RATE_FACTOR: '1000', SOTTO_MAILBOX_MESSAGES_MAX: '300' },
  });
  owner = await setUpOnWire(server, 'anna');
  api = await openDatabase(server, 'api');
  tables = await openDatabase(server, 'owner');
});
afterAll(async () => {
  await api.end();
  await tables.end();
  await server.remove();
});

let people = 0;
const join = () => joinOnWire(owner, `person${people++}`);
const codeOf = (answer: { body: unknown }) => (answer.body as { code?: string } | undefined)?.code;
const submit = (from: WireAccount, body: object) =>
  requestRoute(server.url, routes.sendMessage, {
    token: from.token,
    params: { sender_id: from.accountId },
    body: { device_id: from.deviceId, ...body } as Record<string, unknown>,
  });
const own = (account: WireAccount, messageId: MessageId) => ({
  token: account.token,
  params: { user_id: account.accountId, message_id: messageId },
});

describe('a message', () => {
  test('waits in the mailbox of its device until it is acknowledged', async () => {
    const [ben, cleo] = await Promise.all([join(), join()]);
    const frame = sendFrame(cleo, { ciphertext: new Uint8Array([9, 8, 7]) });
    const outcome = await post(ben, frame);
    expect(outcome).toMatchObject({ outcome: 'accepted', message_id: frame.message_id });
    const queue = await queueOf(cleo);
    expect(queue.more).toBe(false);
    expect(queue.messages).toEqual([
      {
        cursor: 1,
        message_id: frame.message_id,
        sender_id: ben.accountId,
        sender_device_id: ben.deviceId,
        accepted_at: outcome.outcome === 'accepted' ? outcome.accepted_at : '',
        ciphertext: encodeBase64(new Uint8Array([9, 8, 7])),
      },
    ]);
    expect((await queueOf(cleo)).messages).toHaveLength(1);
    expect((await acknowledge(cleo, 1)).body).toEqual({ removed: 1 });
    expect((await queueOf(cleo)).messages).toEqual([]);
  });

  test('ids in capitals are the same ids', async () => {
    const [ben, cleo] = await Promise.all([join(), join()]);
    const body = submissionBody(sendFrame(cleo));
    const shout = {
      message_id: body.message_id.toUpperCase(),
      recipients: body.recipients.map((one) => ({ ...one, user_id: one.user_id.toUpperCase() })),
    };
    expect((await submit(ben, shout)).body).toMatchObject({ outcome: 'accepted' });
    expect((await submit(ben, body)).body).toMatchObject({ outcome: 'accepted' });
    expect(
      (await submit(ben, { ...shout, recipients: [...shout.recipients, ...body.recipients] })).status,
    ).toBe(400);
    expect((await queueOf(cleo)).messages.map((message) => message.message_id)).toEqual([body.message_id]);
  });

  test('is for one other person and for registered devices only', async () => {
    const [ben, cleo, dora] = await Promise.all([join(), join(), join()]);
    const [one, two] = [submissionBody(sendFrame(cleo)), submissionBody(sendFrame(dora))];
    expect(codeOf(await submit(ben, { ...one, recipients: [...one.recipients, ...two.recipients] }))).toBe(
      'invalid-request',
    );
    expect(codeOf(await submit(ben, { ...one, recipients: [...one.recipients, ...one.recipients] }))).toBe(
      'invalid-request',
    );
    expect(codeOf(await submit(ben, { ...one, device_id: 'another' }))).toBe('not-your-device');
    const nobody = submissionBody(sendFrame({ ...cleo, accountId: randomUUID() as never }));
    expect(codeOf(await submit(ben, nobody))).toBe('account-unknown');
    const elsewhere = await requestRoute(server.url, routes.sendMessage, {
      token: ben.token,
      params: { sender_id: cleo.accountId },
      body: { device_id: ben.deviceId, ...one } as never,
    });
    expect(codeOf(elsewhere)).toBe('not-your-account');
    expect((await queueOf(cleo)).messages).toEqual([]);
  });

  test('for other devices than the newest list names is answered with the difference, and nothing is stored', async () => {
    const [ben, cleo] = await Promise.all([join(), join()]);
    const other = { ...cleo, deviceId: 'gone' as never };
    expect(await post(ben, sendFrame([cleo, other]))).toMatchObject({
      outcome: 'stale-devices',
      stale: [{ user_id: cleo.accountId, device_list_version: 1, missing: [], unknown: ['gone'] }],
    });
    expect(await post(ben, sendFrame(other))).toMatchObject({
      stale: [{ missing: [cleo.deviceId], unknown: ['gone'] }],
    });
    expect(await post(ben, sendFrame({ ...cleo, version: 7 }))).toMatchObject({
      stale: [{ missing: [], unknown: [] }],
    });
    expect(await post(ben, sendFrame(ben))).toMatchObject({
      stale: [{ missing: [], unknown: [ben.deviceId] }],
    });
    expect(codeOf(await submit(ben, submissionBody(sendFrame([cleo, cleo]))))).toBe('invalid-request');
    expect((await queueOf(cleo)).messages).toEqual([]);
    const toNobodyElse = {
      message_id: newMessageId(),
      recipients: [{ user_id: ben.accountId, device_list_version: 1, envelopes: [] }],
    };
    expect((await submit(ben, toNobodyElse)).body).toMatchObject({ outcome: 'accepted' });
  });
});

describe('repeating', () => {
  test('a message sent many times at once is kept once, and every answer names the same time', async () => {
    const [ben, cleo] = await Promise.all([join(), join()]);
    const frames = Array.from({ length: 5 }, () => sendFrame(cleo));
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, async (_, i) => {
        const frame = frames[i % frames.length] as (typeof frames)[number];
        return { id: frame.message_id, outcome: await post(ben, frame) };
      }),
    );
    for (const frame of frames) {
      const times = outcomes
        .filter(({ id }) => id === frame.message_id)
        .map(({ outcome }) => (outcome as { accepted_at: string }).accepted_at);
      expect(times).toHaveLength(12);
      expect(new Set(times).size).toBe(1);
    }
    const { messages } = await queueOf(cleo);
    expect(messages.map((message) => message.cursor)).toEqual([1, 2, 3, 4, 5]);
    expect(new Set(messages.map((message) => message.message_id)).size).toBe(5);
  });

  test('after it was acknowledged it does not come again; another sender’s same id is another message', async () => {
    const [ben, cleo, dora] = await Promise.all([join(), join(), join()]);
    const frame = sendFrame(cleo);
    await post(ben, frame);
    await acknowledge(cleo, 1);
    expect(await post(ben, frame)).toMatchObject({ outcome: 'accepted' });
    expect((await queueOf(cleo)).messages).toEqual([]);
    await post(dora, frame);
    expect((await queueOf(cleo)).messages.map((message) => message.sender_id)).toEqual([dora.accountId]);
  });
});

describe('the queue', () => {
  test('is read in pages and from a cursor', async () => {
    const [ben, cleo] = await Promise.all([join(), join()]);
    for (let i = 0; i < 5; i++) await post(ben, sendFrame(cleo));
    const first = await queueOf(cleo, { limit: '2' });
    expect([first.messages.map((message) => message.cursor), first.more]).toEqual([[1, 2], true]);
    const rest = await queueOf(cleo, { after: '2', limit: '10' });
    expect([rest.messages.map((message) => message.cursor), rest.more]).toEqual([[3, 4, 5], false]);
    expect(rest.incarnation).toBe((await callRoute(server.url, routes.getOrganisation)).incarnation);
  });

  test('loses only what is named: never without a cursor, never beyond it, never what comes later', async () => {
    const [ben, cleo] = await Promise.all([join(), join()]);
    for (let i = 0; i < 4; i++) await post(ben, sendFrame(cleo));
    expect(codeOf(await acknowledge(cleo))).toBe('cursor-required');
    expect((await acknowledge(cleo, 2)).body).toEqual({ removed: 2 });
    expect((await acknowledge(cleo, 2)).body).toEqual({ removed: 0 });
    expect((await queueOf(cleo)).messages.map((message) => message.cursor)).toEqual([3, 4]);
    expect((await acknowledge(cleo, 1_000_000)).body).toEqual({ removed: 2 });
    await post(ben, sendFrame(cleo));
    expect((await queueOf(cleo)).messages.map((message) => message.cursor)).toEqual([5]);
    const foreign = await requestRoute(server.url, routes.acknowledgeQueue, {
      token: ben.token,
      params: { user_id: cleo.accountId, device_id: cleo.deviceId },
      query: { through: '5' },
    });
    expect(codeOf(foreign)).toBe('not-your-account');
    expect((await queueOf(cleo)).messages).toHaveLength(1);
  });

  test('shows in order whoever writes: a reader that saw N never finds N-1 later', async () => {
    const senders = await Promise.all(Array.from({ length: 8 }, join));
    const cleo = await join();
    let writing = true;
    const seen: number[] = [];
    const reader = (async () => {
      for (let after = 0; ; ) {
        const before = writing;
        const { messages } = await queueOf(cleo, { after: String(after) });
        for (const message of messages) seen.push(message.cursor);
        after = messages.at(-1)?.cursor ?? after;
        if (messages.length === 0 && !before) return;
      }
    })();
    await Promise.all(
      senders.map(async (sender) => {
        for (let i = 0; i < 25; i++) await post(sender, sendFrame(cleo));
      }),
    );
    writing = false;
    await reader;
    expect(seen).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
  });

  test('that is full takes no more, and stands in nobody else’s way', async () => {
    const [ben, cleo, dora] = await Promise.all([join(), join(), join()]);
    const socket = openWireSocket(ben);
    await socket.next(ofType('caught-up'));
    for (let i = 0; i < 310; i++) {
      socket.send(sendFrame(cleo));
      if (i % 10 === 0) socket.send(sendFrame(dora));
    }
    const last = sendFrame(dora);
    socket.send(last);
    await socket.next(
      (frame): frame is never => frame.type === 'accepted' && frame.message_id === last.message_id,
    );
    await socket.next(
      (frame): frame is never =>
        socket.frames.filter(({ type }) => type === 'error').length >= 10 || frame === null,
    );
    const refused = socket.frames.filter((frame) => frame.type === 'error');
    expect(new Set(refused.map((frame) => frame.code))).toEqual(new Set(['queue-full']));
    expect(refused.every((frame) => frame.message_id !== undefined && (frame.retry_after_ms ?? 0) > 0)).toBe(
      true,
    );
    expect(socket.frames.filter((frame) => frame.type === 'accepted')).toHaveLength(300 + 32);
    expect((await queueOf(dora)).messages).toHaveLength(32);
    await acknowledge(cleo, 10);
    expect(await post(ben, sendFrame(cleo))).toMatchObject({ outcome: 'accepted' });
    await socket.close();
  });
});

describe('single messages', () => {
  test('what a person wrote, in a conversation', async () => {
    const [ben, cleo, dora] = await Promise.all([join(), join(), join()]);
    await post(ben, sendFrame(cleo));
    await post(dora, sendFrame(cleo));
    await post(ben, sendFrame(cleo));
    const list = (query: Record<string, string>) =>
      callRoute(server.url, routes.listConversation, {
        token: cleo.token,
        params: { user_id: ben.accountId },
        query,
      });
    expect((await list({})).messages.map((message) => message.cursor)).toEqual([1, 3]);
    expect(await list({ limit: '1' })).toMatchObject({ more: true, messages: [{ cursor: 1 }] });
    expect(await list({ after: '1' })).toMatchObject({ more: false, messages: [{ cursor: 3 }] });
  });

  test('delivered and read take one out, and carry a sealed receipt', async () => {
    const [ben, cleo] = await Promise.all([join(), join()]);
    const [one, two, three] = [sendFrame(cleo), sendFrame(cleo), sendFrame(cleo)];
    for (const frame of [one, two, three]) await post(ben, frame);
    const receipt = submissionBody(sendFrame(ben));
    expect(
      await callRoute(server.url, routes.markDelivered, { ...own(cleo, two.message_id), body: { receipt } }),
    ).toMatchObject({
      removed: true,
      receipt: { outcome: 'accepted' },
    });
    expect(
      await callRoute(server.url, routes.markDelivered, { ...own(cleo, two.message_id), body: {} }),
    ).toEqual({ removed: false });
    expect((await queueOf(cleo)).messages.map((message) => message.cursor)).toEqual([1, 3]);
    expect((await queueOf(ben)).messages.map((message) => message.message_id)).toEqual([receipt.message_id]);
    expect(await callRoute(server.url, routes.markRead, { ...own(cleo, one.message_id), body: {} })).toEqual({
      removed: true,
    });
    const stale = submissionBody(sendFrame({ ...ben, version: 9 }));
    expect(
      await callRoute(server.url, routes.markRead, {
        ...own(cleo, three.message_id),
        body: { receipt: stale },
      }),
    ).toMatchObject({
      removed: false,
      receipt: { outcome: 'stale-devices' },
    });
    expect((await queueOf(cleo)).messages.map((message) => message.cursor)).toEqual([3]);
  });

  test('its writer withdraws it, its reader gives it up, nobody else does either', async () => {
    const [ben, cleo, dora] = await Promise.all([join(), join(), join()]);
    const [one, two] = [sendFrame(cleo), sendFrame(cleo)];
    for (const frame of [one, two]) await post(ben, frame);
    const remove = (account: WireAccount, id: MessageId) =>
      callRoute(server.url, routes.deleteMessage, own(account, id));
    expect(await remove(dora, one.message_id)).toEqual({ removed: 0 });
    expect(await remove(ben, one.message_id)).toEqual({ removed: 1 });
    expect(await remove(cleo, two.message_id)).toEqual({ removed: 1 });
    expect((await queueOf(cleo)).messages).toEqual([]);
    expect(await post(ben, sendFrame(cleo))).toMatchObject({ outcome: 'accepted' });
    expect((await queueOf(cleo)).messages.map((message) => message.cursor)).toEqual([3]);
  });

  test('after its time it is gone, and what is younger stays', async () => {
    const [ben, cleo] = await Promise.all([join(), join()]);
    for (let i = 0; i < 4; i++) await post(ben, sendFrame(cleo));
    await tables.query(
      `update envelopes e set accepted_at = now() - interval '31 days' from devices d
        where d.device_pk = e.device_pk and d.device_id = $1 and e.seq <= 3`,
      [cleo.deviceId],
    );
    await api.query("select sweep_messages(now() - interval '30 days')");
    expect((await queueOf(cleo)).messages.map((message) => message.cursor)).toEqual([4]);
  });
});

describe('REQ-N2: the doors into the mailboxes', () => {
  const keyOf = async (account: WireAccount): Promise<number> =>
    (await tables.query('select device_pk from devices where device_id = $1', [account.deviceId])).rows[0]
      .device_pk;
  const accept = `select accepted_ms from accept_messages($1::bigint[], $2::uuid[], $3::text[], '{}', '{}', $4::bigint[], '{1}',
    '{1}', '{null}', array[gen_random_uuid()], '{1}', '{1}', '{1}', array['\\x01'::bytea], 100)`;

  test('no message is written in the name of a device that is not the account’s', async () => {
    const [ben, cleo] = await Promise.all([join(), join()]);
    const [bens, cleos] = [await keyOf(ben), await keyOf(cleo)];
    await expect(
      api.query(accept, [[bens], [cleo.accountId], [cleo.deviceId], [cleos]]),
    ).rejects.toMatchObject({ code: 'SO002' });
    await expect(
      api.query(accept, [[bens], [ben.accountId], [cleo.deviceId], [cleos]]),
    ).rejects.toMatchObject({ code: 'SO002' });
    await api.query(accept, [[bens], [ben.accountId], [ben.deviceId], [cleos]]);
    expect((await queueOf(cleo)).messages.map((message) => message.sender_id)).toEqual([ben.accountId]);
    await expect(
      api.query('insert into envelopes select 1, 1, now(), 1, gen_random_uuid(), $1', ['']),
    ).rejects.toThrow('permission denied');
    await expect(api.query('update mailboxes set last_seq = 0')).rejects.toThrow('permission denied');
    await expect(api.query('delete from envelopes')).rejects.toThrow('permission denied');
  });

  test('no mailbox is read or emptied by anybody else', async () => {
    const [ben, cleo] = await Promise.all([join(), join()]);
    await post(ben, sendFrame(cleo));
    const cleos = await keyOf(cleo);
    const read =
      'select seq from read_mailboxes($1::bigint[], $2::uuid[], $3::text[], $4::bigint[], 10, 1000)';
    const acknowledgeAll =
      'select removed from acknowledge_mailboxes($1::bigint[], $2::uuid[], $3::text[], $4::bigint[])';
    for (const statement of [read, acknowledgeAll]) {
      expect((await api.query(statement, [[cleos], [ben.accountId], [ben.deviceId], [0]])).rows).toEqual([]);
      expect((await api.query(statement, [[cleos], [ben.accountId], [cleo.deviceId], [0]])).rows).toEqual([]);
    }
    expect((await api.query(acknowledgeAll, [[cleos], [ben.accountId], [ben.deviceId], [9]])).rows).toEqual(
      [],
    );
    expect((await api.query(read, [[cleos], [cleo.accountId], [cleo.deviceId], [0]])).rows).toEqual([
      { seq: '1' },
    ]);
  });

  test('two writers with the same mailboxes and messages, in opposite order, both get through', async () => {
    const [ben, cleo, dora] = await Promise.all([join(), join(), join()]);
    const sockets = [ben, cleo, dora].map((account) => openWireSocket(account));
    await Promise.all(sockets.map((socket) => socket.next(ofType('caught-up'))));
    const other = await openDatabase(server, 'api');
    const [b, c, d] = [await keyOf(ben), await keyOf(cleo), await keyOf(dora)];
    const many = `select accepted_ms from accept_messages($1::bigint[], $2::uuid[], $3::text[], '{}', '{}', $4::bigint[], '{1,1}',
      '{1,1}', '{null,null}', array[gen_random_uuid(), gen_random_uuid()], '{1,2}', '{1,2}', '{1,1}', array['\\x01'::bytea, '\\x02'], 1000)`;
    const boxes = [c, d].map(Number).sort((x, y) => x - y);
    await Promise.all(
      [api, other].map(async (connection) => {
        for (let i = 0; i < 40; i++)
          await connection.query(many, [[b], [ben.accountId], [ben.deviceId], boxes]);
      }),
    );
    await other.end();
    const cursors = (await queueOf(cleo, { limit: '500' })).messages.map((message) => message.cursor);
    expect(cursors).toEqual(Array.from({ length: 80 }, (_, i) => i + 1));
    await Promise.all(sockets.map((socket) => socket.close()));
  });
});
