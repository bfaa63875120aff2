import { randomUUID } from 'node:crypto';
import { encodeBase64, problems } from '@sotto/protocol';
import { routes } from '@sotto/protocol/http';
import {
  callRoute,
  joinOnWire,
  ofType,
  openDatabase,
  openWireSocket,
  random,
  refreshBody,
  requestRoute,
  type ServerProcess,
  secretOf,
  setUpOnWire,
  signInOnWire,
  signUpOnWire,
  startServerProcess,
  type WireAccount,
} from '@sotto/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let server: ServerProcess;
let owner: WireAccount;
let ben: WireAccount;

beforeAll(async () => {
  server = await startServerProcess({ env: { SOTTO_RATE_FACTOR: '1000' } });
  owner = await setUpOnWire(server, 'anna');
  ben = await joinOnWire(owner, 'ben');
});
afterAll(() => server.remove());

const newDevice = () => ({
  deviceId: `d${randomUUID().slice(0, 8)}`,
  signatureKey: owner.device.signatureKey,
});

describe('setting up', () => {
  test('the printed link works once', async () => {
    const again = await requestRoute(server.url, routes.inspectInvite, {
      body: { token: secretOf(server.setUpLink) },
    });
    expect(again.status).toBe(410);
    const organisation = await callRoute(server.url, routes.getOrganisation);
    expect(organisation).toMatchObject({ set_up: true, name: 'Northside', profile: 'studio' });
  });

  test('an invite with one use serves one person', async () => {
    const invite = await callRoute(server.url, routes.createInvite, {
      token: owner.token,
      body: { role: 'member', uses: 1, expires_in_hours: 1 },
    });
    const outcomes = await Promise.allSettled(
      ['carl', 'cleo', 'cora'].map((name) => signUpOnWire(server.url, invite.token, name)),
    );
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
  });

  test('a revoked invite serves nobody', async () => {
    const invite = await callRoute(server.url, routes.createInvite, {
      token: owner.token,
      body: { role: 'member', uses: 5, expires_in_hours: 1 },
    });
    await callRoute(server.url, routes.revokeInvite, {
      token: owner.token,
      params: { invite_id: invite.invite_id },
    });
    await expect(signUpOnWire(server.url, invite.token, 'dora')).rejects.toThrow('410');
  });

  test('a name is taken once, whatever its case', async () => {
    const invite = await callRoute(server.url, routes.createInvite, {
      token: owner.token,
      body: { role: 'member', uses: 5, expires_in_hours: 1 },
    });
    await expect(signUpOnWire(server.url, invite.token, 'BEN')).rejects.toThrow('username-taken');
  });

  test('an administrator appoints no owner', async () => {
    const admin = await joinOnWire(owner, 'edda', 'admin');
    const refused = await requestRoute(server.url, routes.createInvite, {
      token: admin.token,
      body: { role: 'owner', uses: 1, expires_in_hours: 1 },
    });
    expect(refused.status).toBe(403);
  });
});

describe('signing in', () => {
  test('the right passphrase makes a session and returns the sealed identity key', async () => {
    const signedIn = await signInOnWire(server.url, 'ben', ben.passphrase, newDevice());
    expect(signedIn?.account.user_id).toBe(ben.accountId);
    expect(signedIn?.identity_key).toBe(encodeBase64(ben.identity.publicKey));
  });

  test('REQ-N3: a wrong passphrase and an unknown name look alike', async () => {
    expect(await signInOnWire(server.url, 'ben', 'not it at all', newDevice())).toBeUndefined();
    expect(await signInOnWire(server.url, 'nobody', 'not it at all', newDevice())).toBeUndefined();
    const shape = async (username: string) => {
      const answer = await requestRoute(server.url, routes.startLogin, {
        body: { username, login_request: 'A'.repeat(128) },
      });
      return { status: answer.status, fields: Object.keys(answer.body as object).sort() };
    };
    expect(await shape('nobody')).toEqual(await shape('ben'));
  });

  test('REQ-N3: a name is guessed at slowly', async () => {
    const strict = await startServerProcess();
    try {
      const fay = await setUpOnWire(strict, 'fay');
      const statuses: number[] = [];
      for (let i = 0; i < 8; i++) {
        statuses.push(
          await signInOnWire(strict.url, 'fay', `guess ${i}`, newDevice()).then(
            () => 200,
            (error: Error) => Number(/\b(\d{3})\b/.exec(error.message)?.[1]),
          ),
        );
      }
      expect(statuses.at(-1)).toBe(problems['rate-limited'].status);
      expect(fay.accountId).toBeDefined();
    } finally {
      await strict.remove();
    }
  });

  test('a finished exchange cannot be finished again', async () => {
    const device = newDevice();
    const refused = await requestRoute(server.url, routes.finishLogin, {
      body: {
        login_id: randomUUID(),
        login_finish: 'AAAA',
        device_id: device.deviceId,
        device_signature_key: encodeBase64(device.signatureKey),
      },
    });
    expect(refused.status).toBe(401);
    expect(refused.body).toMatchObject({ code: 'login-expired' });
  });
});

describe('sessions', () => {
  test('a refresh rotates; the same request again gets the same answer', async () => {
    const gina = await joinOnWire(owner, 'gina');
    const body = refreshBody(gina.signedIn.tokens, gina.device);
    const first = await callRoute(server.url, routes.refreshSession, { body });
    const second = await callRoute(server.url, routes.refreshSession, { body });
    expect(second.refresh_token).toBe(first.refresh_token);
    expect(first.refresh_token).not.toBe(gina.signedIn.tokens.refresh_token);
    expect(await requestRoute(server.url, routes.listSessions, { token: first.access_token })).toMatchObject({
      status: 200,
    });
  });

  test('REQ-N3: an old refresh token ends the session, its access tokens and its socket', async () => {
    const hugo = await joinOnWire(owner, 'hugo');
    const socket = openWireSocket(hugo);
    await socket.next(ofType('caught-up'));
    const next = await callRoute(server.url, routes.refreshSession, {
      body: refreshBody(hugo.signedIn.tokens, hugo.device),
    });
    const reused = await requestRoute(server.url, routes.refreshSession, {
      body: refreshBody(hugo.signedIn.tokens, hugo.device),
    });
    expect(reused.body).toMatchObject({ code: 'refresh-token-reused' });
    expect(await socket.closed).toMatchObject({ code: 4401 });
    expect(await requestRoute(server.url, routes.listSessions, { token: next.access_token })).toMatchObject({
      status: 401,
    });
    expect(
      await requestRoute(server.url, routes.refreshSession, { body: refreshBody(next, hugo.device) }),
    ).toMatchObject({ status: 401 });
  });

  test('REQ-N3: a stolen refresh token is worth nothing without the device', async () => {
    const ines = await joinOnWire(owner, 'ines');
    const body = { ...refreshBody(ines.signedIn.tokens, ines.device), signature: encodeBase64(random(64)) };
    expect(await requestRoute(server.url, routes.refreshSession, { body })).toMatchObject({ status: 401 });
    await callRoute(server.url, routes.refreshSession, {
      body: refreshBody(ines.signedIn.tokens, ines.device),
    });
  });

  test('a refresh written in capitals is the same request', async () => {
    const jana = await joinOnWire(owner, 'jana');
    const first = await callRoute(server.url, routes.refreshSession, {
      body: refreshBody(jana.signedIn.tokens, jana.device),
    });
    const lower = refreshBody(first, jana.device);
    const next = await callRoute(server.url, routes.refreshSession, { body: lower });
    const capitals = await requestRoute(server.url, routes.refreshSession, {
      body: { ...lower, request_id: lower.request_id.toUpperCase() },
    });
    expect(capitals.body).toMatchObject({ refresh_token: next.refresh_token });
  });

  test('a session is listed, ended by its owner only, and its tokens stop at once', async () => {
    const kira = await joinOnWire(owner, 'kira');
    const { sessions } = await callRoute(server.url, routes.listSessions, { token: kira.token });
    expect(sessions).toHaveLength(1);
    const session_id = kira.signedIn.session_id;
    expect(
      await requestRoute(server.url, routes.endSession, { token: owner.token, params: { session_id } }),
    ).toMatchObject({ status: 404 });
    await callRoute(server.url, routes.endSession, { token: kira.token, params: { session_id } });
    expect((await requestRoute(server.url, routes.listSessions, { token: kira.token })).body).toMatchObject({
      code: 'session-ended',
    });
  });

  test('an ended session stays ended when the server comes back', async () => {
    const lena = await joinOnWire(owner, 'lena');
    await callRoute(server.url, routes.endSession, {
      token: lena.token,
      params: { session_id: lena.signedIn.session_id },
    });
    await server.stop('SIGKILL');
    server = await startServerProcess({ dataDir: server.dataDir, env: { SOTTO_RATE_FACTOR: '1000' } });
    for (const account of [owner, ben]) Object.assign(account, { url: server.url });
    expect((await requestRoute(server.url, routes.listSessions, { token: lena.token })).body).toMatchObject({
      code: 'session-ended',
    });
  });
});

test('a session that was not used for long ends by itself', async () => {
  const mona = await joinOnWire(owner, 'mona');
  const database = await openDatabase(server, 'owner');
  await database.query(
    "update sessions set last_used_at = now() - interval '91 days' where session_id = $1",
    [mona.signedIn.session_id],
  );
  await database.end();
  const refused = await requestRoute(server.url, routes.refreshSession, {
    body: refreshBody(mona.signedIn.tokens, mona.device),
  });
  expect(refused.body).toMatchObject({ code: 'session-ended' });
});

test('REQ-N1: no passphrase reaches the database', async () => {
  const database = await openDatabase(server, 'owner');
  try {
    const { rows } = await database.query<{ record: string }>(
      'select opaque_record || encode(wrapped_identity_key, $1) as record from account_secrets',
      ['escape'],
    );
    expect(rows.length).toBeGreaterThan(2);
    for (const { record } of rows) expect(record).not.toContain('passphrase of');
  } finally {
    await database.end();
  }
  expect(server.output()).not.toContain('passphrase of');
});
