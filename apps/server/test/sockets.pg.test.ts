import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { limits } from '@sotto/protocol';
import { routes } from '@sotto/protocol/http';
import { socketPath, socketProtocols, socketTokenPrefix } from '@sotto/protocol/socket';
import {
  callRoute,
  deviceListOnWire,
  joinOnWire,
  ofType,
  openWireSocket,
  type ServerProcess,
  setUpOnWire,
  signUpOnWire,
  startServerProcess,
  type WireAccount,
} from '@sotto/testing';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { delivered, newMessageId, post, queueOf, sendFrame, until } from './messaging.ts';

let server: ServerProcess;
let owner: WireAccount;

beforeAll(async () => {
  server = await startServerProcess({
    env: { SOTTO_ALLOWED_ORIGINS: 'https://elsewhere.example', SOTTO_RATE_FACTOR: '100' },
  });
  owner = await setUpOnWire(server, 'anna');
});
afterAll(() => server.remove());

let people = 0;
const join = () => joinOnWire(owner, `person${people++}`);
/** A connected device that has all it was sent. */
async function connect(account: WireAccount, encoding: 'cbor' | 'json' = 'cbor') {
  const socket = openWireSocket(account, encoding);
  await socket.next(ofType('caught-up'));
  return socket;
}
/** An access token of an account that ends when it is wanted to. */
function tokenOf(account: WireAccount, seconds: number): Promise<string> {
  const secrets = JSON.parse(readFileSync(joinPath(server.dataDir, 'secrets', 'server.json'), 'utf8'));
  return new SignJWT({ did: account.deviceId, sid: account.signedIn.session_id, role: 'member' })
    .setProtectedHeader({ alg: 'EdDSA' })
    .setIssuer('sotto')
    .setSubject(account.accountId)
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
    .sign(createPrivateKey({ key: secrets.tokenKey, format: 'jwk' }));
}

describe('opening', () => {
  /** How an upgrade ends: the status of its refusal, or 101 and the protocol. */
  function attempt(
    path: string,
    protocols: string[],
    headers: Record<string, string>,
  ): Promise<{ status: number; protocol?: string; code?: string }> {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}${path}`, protocols, { headers });
    return new Promise((resolve) => {
      socket.once('open', () => {
        resolve({ status: 101, protocol: socket.protocol });
        socket.close();
      });
      socket.once('error', () => {});
      socket.once('unexpected-response', (_request, response) => {
        let body = '';
        response.on('data', (chunk) => {
          body += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, code: JSON.parse(body).code }));
      });
    });
  }

  test('REQ-N3: only with its own token, on its own path, from an allowed origin', async () => {
    const [ben, cleo] = await Promise.all([join(), join()]);
    const path = socketPath(ben.accountId, ben.deviceId);
    const bearer = { authorization: `Bearer ${ben.token}` };
    const { cbor, json } = socketProtocols;
    expect(await attempt(path, [], {})).toEqual({ status: 401, code: 'not-signed-in' });
    expect(await attempt(path, [], { authorization: 'Bearer nonsense' })).toEqual({
      status: 401,
      code: 'not-signed-in',
    });
    expect(await attempt(path, [], { authorization: `Bearer ${await tokenOf(ben, -5)}` })).toEqual({
      status: 401,
      code: 'token-expired',
    });
    expect(await attempt(socketPath(cleo.accountId, ben.deviceId), [], bearer)).toEqual({
      status: 403,
      code: 'not-your-account',
    });
    expect(await attempt(socketPath(ben.accountId, cleo.deviceId), [], bearer)).toEqual({
      status: 403,
      code: 'not-your-device',
    });
    expect(await attempt('/ws/', [], bearer)).toMatchObject({ status: 404 });
    expect(await attempt(path, [], { ...bearer, origin: 'https://evil.example' })).toEqual({
      status: 403,
      code: 'origin-refused',
    });
    expect(await attempt(path, [], { ...bearer, origin: 'null' })).toEqual({
      status: 403,
      code: 'origin-refused',
    });
    expect(await attempt(path, [], { ...bearer, origin: 'https://elsewhere.example' })).toMatchObject({
      status: 101,
    });
    expect(await attempt(path, [], { ...bearer, origin: server.url })).toMatchObject({ status: 101 });
    expect(await attempt(path, [json, cbor], bearer)).toEqual({ status: 101, protocol: cbor });
    expect(await attempt(path, [json, `${socketTokenPrefix}${ben.token}`], {})).toEqual({
      status: 101,
      protocol: json,
    });
    expect(await attempt(path, [], bearer)).toEqual({ status: 101, protocol: '' });
  });

  test('a device that is not registered has no mailbox to stream', async () => {
    const invite = await callRoute(server.url, routes.createInvite, {
      token: owner.token,
      body: { role: 'member', uses: 1, expires_in_hours: 1 },
    });
    const account = await signUpOnWire(server.url, invite.token, 'unregistered');
    const answer = await attempt(socketPath(account.accountId, account.deviceId), [], {
      authorization: `Bearer ${account.token}`,
    });
    expect(answer).toEqual({ status: 409, code: 'device-not-registered' });
  });

  test('hello says what a client needs to know', async () => {
    const ben = await join();
    const socket = openWireSocket(ben);
    const hello = await socket.next(ofType('hello'));
    expect(socket.frames[0]).toBe(hello);
    expect(hello.incarnation).toBe((await callRoute(server.url, routes.getOrganisation)).incarnation);
    expect(hello.token_expires_at).toBeGreaterThan(Date.now());
    expect(hello.heartbeat_ms).toBe(limits.heartbeatMs);
    await socket.close();
  });
});

describe('delivery', () => {
  test.each(['cbor', 'json'] as const)(
    'what waits comes first, then what is sent now, in order (%s)',
    async (encoding) => {
      const [ben, cleo] = await Promise.all([join(), join()]);
      const before = Array.from({ length: 3 }, (_, i) =>
        sendFrame(cleo, { ciphertext: new Uint8Array([i, 255, 0]) }),
      );
      for (const frame of before) await post(ben, frame);
      const [from, to] = [await connect(ben, encoding), await connect(cleo, encoding)];
      expect(await to.next(ofType('caught-up'))).toMatchObject({ cursor: 3 });
      const after = Array.from({ length: 50 }, (_, i) =>
        sendFrame(cleo, { ciphertext: new Uint8Array([i]) }),
      );
      for (const frame of after) from.send(frame);
      await until('all are delivered', () => delivered(to).length === 53);
      const all = [...before, ...after];
      expect(delivered(to).map((envelope) => envelope.cursor)).toEqual(all.map((_, i) => i + 1));
      expect(delivered(to).map((envelope) => envelope.message_id)).toEqual(
        all.map((frame) => frame.message_id),
      );
      expect(delivered(to).map((envelope) => [...envelope.ciphertext])).toEqual(
        all.map((frame) => [...(frame.recipients[0]?.envelopes[0]?.ciphertext ?? [])]),
      );
      expect(
        delivered(to).every(
          (envelope) => envelope.sender_id === ben.accountId && envelope.sender_device_id === ben.deviceId,
        ),
      ).toBe(true);
      await until(
        'all are accepted',
        () => from.frames.filter(({ type }) => type === 'accepted').length === 50,
      );
      await Promise.all([from.close(), to.close()]);
    },
  );

  test('what was not acknowledged comes again after a reconnect; what was does not', async () => {
    const [ben, cleo] = await Promise.all([join(), join()]);
    const first = await connect(cleo);
    for (let i = 0; i < 4; i++) await post(ben, sendFrame(cleo));
    await until('all are delivered', () => delivered(first).length === 4);
    first.send({ type: 'acknowledge', through: 2 as never });
    await until('two are gone', async () => (await queueOf(cleo)).messages.length === 2);
    await first.close();
    const second = await connect(cleo);
    expect(delivered(second).map((envelope) => envelope.cursor)).toEqual([3, 4]);
    await second.close();
  });

  test('an acknowledgement beyond what was sent is refused and removes nothing', async () => {
    const [ben, cleo] = await Promise.all([join(), join()]);
    const socket = await connect(cleo);
    await post(ben, sendFrame(cleo));
    await until('it is delivered', () => delivered(socket).length === 1);
    socket.send({ type: 'acknowledge', through: 2 as never });
    expect(await socket.next(ofType('error'))).toMatchObject({ code: 'invalid-request' });
    expect((await queueOf(cleo)).messages).toHaveLength(1);
    await socket.close();
  });

  test('many writers, one reader: every number once and in order, by socket and HTTP together', async () => {
    const senders = await Promise.all(Array.from({ length: 6 }, join));
    const cleo = await join();
    const reader = openWireSocket(cleo);
    await Promise.all(
      senders.map(async (sender, i) => {
        const socket = i % 2 === 0 ? await connect(sender) : undefined;
        for (let n = 0; n < 60; n++) {
          const frame = sendFrame(cleo);
          if (socket === undefined) await post(sender, frame);
          else socket.send(frame);
        }
        if (socket === undefined) return;
        await until(
          'all are accepted',
          () => socket.frames.filter(({ type }) => type === 'accepted').length === 60,
        );
        await socket.close();
      }),
    );
    await until('all are delivered', () => delivered(reader).length >= 360);
    expect(delivered(reader).map((envelope) => envelope.cursor)).toEqual(
      Array.from({ length: 360 }, (_, i) => i + 1),
    );
    await reader.close();
  });

  test('a long queue comes in pages', async () => {
    const [ben, cleo] = await Promise.all([join(), join()]);
    const from = await connect(ben);
    for (let i = 0; i < 520; i++) from.send(sendFrame(cleo, { ciphertext: new Uint8Array(2000) }));
    await until(
      'all are accepted',
      () => from.frames.filter(({ type }) => type === 'accepted').length === 520,
    );
    const to = await connect(cleo, 'json');
    expect(delivered(to).map((envelope) => envelope.cursor)).toEqual(
      Array.from({ length: 520 }, (_, i) => i + 1),
    );
    await Promise.all([from.close(), to.close()]);
  });

  test('a message for other devices is answered with the difference', async () => {
    const [ben, cleo] = await Promise.all([join(), join()]);
    const socket = await connect(ben);
    const frame = sendFrame({ ...cleo, deviceId: 'gone' as never });
    socket.send(frame);
    expect(await socket.next(ofType('stale-devices'))).toMatchObject({
      message_id: frame.message_id,
      stale: [{ user_id: cleo.accountId, missing: [cleo.deviceId], unknown: ['gone'] }],
    });
    await socket.close();
  });
});

describe('frames that are wrong', () => {
  test('are answered with an error each, and the connection goes on', async () => {
    const [ben, cleo] = await Promise.all([join(), join()]);
    const socket = await connect(ben, 'json');
    const id = newMessageId();
    const good = {
      type: 'send',
      message_id: id,
      recipients: [
        {
          user_id: cleo.accountId,
          device_list_version: 1,
          envelopes: [{ device_id: cleo.deviceId, ciphertext: 'AQID' }],
        },
      ],
    };
    const wrong: [string, string | Uint8Array, object][] = [
      ['not JSON', '{"type":', { code: 'malformed-frame' }],
      ['bytes on a text connection', new Uint8Array([0xa0]), { code: 'malformed-frame' }],
      ['no object', '7', { code: 'invalid-request' }],
      ['an unknown type', '{"type":"shout"}', { code: 'invalid-request' }],
      [
        'an unknown field',
        JSON.stringify({ ...good, extra: 1 }),
        { code: 'invalid-request', message_id: id },
      ],
      [
        'base64 that is none',
        JSON.stringify(good).replace('AQID', 'A*ID'),
        { code: 'invalid-request', message_id: id },
      ],
      ['nobody', JSON.stringify({ ...good, recipients: [] }), { code: 'invalid-request', message_id: id }],
      ['a cursor below zero', '{"type":"acknowledge","through":-1}', { code: 'invalid-request' }],
      ['a token that is none', '{"type":"authenticate","access_token":"x"}', { code: 'not-signed-in' }],
    ];
    for (const [what, data, expected] of wrong) {
      const count = socket.frames.length;
      socket.sendRaw(data);
      await until(`${what} is answered`, () => socket.frames.length > count);
      expect({ what, ...socket.frames[count] }).toMatchObject({ what, type: 'error', ...expected });
    }
    socket.sendRaw(JSON.stringify(good));
    expect(await socket.next(ofType('accepted'))).toMatchObject({ message_id: id });
    await socket.close();
  });

  test('text on a CBOR connection and CBOR that is none', async () => {
    const socket = await connect(await join());
    for (const data of ['{"type":"ping"}', new Uint8Array([0xbf, 0xff]), new Uint8Array([0xa1, 0x61])]) {
      const count = socket.frames.length;
      socket.sendRaw(data);
      await until('it is answered', () => socket.frames.length > count);
      expect(socket.frames[count]).toMatchObject({ type: 'error', code: 'malformed-frame' });
    }
    socket.send({ type: 'ping' });
    await socket.next(ofType('pong'));
    await socket.close();
  });

  test('too many of them end the connection', async () => {
    const socket = await connect(await join(), 'json');
    for (let i = 0; i < 40; i++) socket.sendRaw('nonsense');
    expect((await socket.closed).code).toBe(4429);
  });

  test('a frame beyond the largest ends the connection, and nothing of it is kept', async () => {
    const socket = await connect(await join());
    socket.sendRaw(new Uint8Array(limits.frameBytesMax + 1));
    expect((await socket.closed).code).toBe(1009);
  });
});

describe('the end of a connection', () => {
  test('comes when the same device connects again', async () => {
    const ben = await join();
    const first = await connect(ben);
    const second = await connect(ben);
    expect((await first.closed).code).toBe(4409);
    second.send({ type: 'ping' });
    await second.next(ofType('pong'));
    await second.close();
  });

  test('comes when its session ends', async () => {
    const ben = await join();
    const socket = await connect(ben);
    await callRoute(server.url, routes.endSession, {
      token: ben.token,
      params: { session_id: ben.signedIn.session_id },
    });
    expect((await socket.closed).code).toBe(4401);
  });

  test('comes with the end of its token, unless a fresh one came before', async () => {
    const [ben, cleo] = await Promise.all([join(), join()]);
    const short = await Promise.all(
      [ben, cleo].map(async (account) => ({ ...account, token: await tokenOf(account, 3) })),
    );
    const [left, renewed] = await Promise.all(short.map((account) => connect(account)));
    if (left === undefined || renewed === undefined) throw new Error('both are connected');
    renewed.send({ type: 'authenticate', access_token: ben.token });
    expect(await renewed.next(ofType('error'))).toMatchObject({ code: 'not-your-account' });
    renewed.send({ type: 'authenticate', access_token: cleo.token });
    const { token_expires_at: until } = await renewed.next(ofType('authenticated'));
    expect(until).toBeGreaterThan(Date.now() + 60_000);
    expect((await left.closed).code).toBe(4402);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(renewed.raw.readyState).toBe(WebSocket.OPEN);
    await renewed.close();
  });

  test('REQ-N4: comes to a reader that leaves too much unread; nothing is lost to it', async () => {
    const [ben, cleo] = await Promise.all([join(), join()]);
    const [from, slow] = [await connect(ben), await connect(cleo)];
    slow.raw.pause();
    const ciphertext = new Uint8Array(limits.ciphertextBytesMax);
    const sent = 320;
    for (let i = 0; i < sent; i++) {
      from.send(sendFrame(cleo, { ciphertext }));
      const accepted = () => from.frames.filter(({ type }) => type === 'accepted').length;
      if (i % 8 === 7) await until('they are accepted', () => accepted() === i + 1);
    }
    slow.raw.resume();
    expect([1006, 4408]).toContain((await slow.closed).code);
    expect(delivered(slow).length).toBeLessThan(sent);
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toMatch(/^sotto_slow_readers_total 1$/m);
    const back = await connect(cleo);
    expect(delivered(back).map((envelope) => envelope.cursor)).toEqual(
      Array.from({ length: sent }, (_, i) => i + 1),
    );
    await Promise.all([from.close(), back.close()]);
  });
});

describe('notices', () => {
  test('a changed device list is told to the account’s own devices and to those it talks with', async () => {
    const [ben, cleo, dora] = await Promise.all([join(), join(), join()]);
    const [own, friend, stranger] = [await connect(ben), await connect(cleo), await connect(dora)];
    friend.send(sendFrame(ben));
    await friend.next(ofType('accepted'));
    const { deviceId, accountId } = ben;
    await callRoute(server.url, routes.deactivateDevice, {
      token: ben.token,
      params: { user_id: accountId, device_id: deviceId },
      body: { device_list: deviceListOnWire(ben, 2, []) },
    });
    expect(await friend.next(ofType('notice'))).toMatchObject({
      notice: 'devices-changed',
      user_id: accountId,
      device_list_version: 2,
    });
    expect((await own.closed).code).toBe(4401);
    expect(stranger.frames.some(({ type }) => type === 'notice')).toBe(false);
    await Promise.all([friend.close(), stranger.close()]);
  });
});

describe('limits', () => {
  let strict: ServerProcess;
  let anna: WireAccount;
  beforeAll(async () => {
    strict = await startServerProcess({ env: { SOTTO_CONNECTIONS_PER_ADDRESS_MAX: '2' } });
    anna = await setUpOnWire(strict, 'anna');
  });
  afterAll(() => strict.remove());

  test('REQ-N4: sockets from one address', async () => {
    const others = [await joinOnWire(anna, 'ben'), await joinOnWire(anna, 'cleo')];
    const [first] = await Promise.all([connect(anna), connect(others[0] as WireAccount)]);
    expect((await openWireSocket(others[1] as WireAccount).closed).code).toBe(1006);
    await first.close();
    const third = await connect(others[1] as WireAccount);
    await third.close();
  });

  test('REQ-N4: frames of one connection', async () => {
    const socket = await connect(anna);
    for (let i = 0; i < 6000; i++) socket.send({ type: 'ping' });
    const error = await socket.next(ofType('error'));
    expect(error).toMatchObject({ code: 'rate-limited' });
    expect(error.retry_after_ms).toBeGreaterThan(0);
    expect((await socket.closed).code).toBe(4429);
  });
});

test('metrics count what happens and name nobody', async () => {
  const [ben, cleo] = await Promise.all([join(), join()]);
  const [from, to] = [await connect(ben), await connect(cleo)];
  from.send(sendFrame(cleo));
  await until('it is delivered', () => delivered(to).length === 1);
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  for (const name of [
    'sotto_messages_total',
    'sotto_batch_messages_sum',
    'sotto_delivery_seconds_count',
    'sotto_sockets',
    'sotto_queue_messages',
  ])
    expect(metrics).toMatch(new RegExp(`^${name} [1-9]|^${name} 0$`, 'm'));
  expect(metrics).not.toContain(ben.accountId);
  expect(metrics).not.toContain(ben.deviceId);
  await Promise.all([from.close(), to.close()]);
});
