import { randomUUID } from 'node:crypto';
import { type Access, type Route, routes } from '@sotto/protocol/http';
import {
  joinOnWire,
  requestRoute,
  type ServerProcess,
  setUpOnWire,
  startServerProcess,
  type WireAccount,
} from '@sotto/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let server: ServerProcess;
const accounts = {} as Record<'member' | 'admin' | 'owner' | 'other', WireAccount>;

beforeAll(async () => {
  server = await startServerProcess({ env: { SOTTO_RATE_FACTOR: '1000' } });
  accounts.owner = await setUpOnWire(server, 'owner');
  accounts.admin = await joinOnWire(accounts.owner, 'admin', 'admin');
  accounts.member = await joinOnWire(accounts.owner, 'member');
  accounts.other = await joinOnWire(accounts.owner, 'other');
});
afterAll(() => server.remove());

const ranks: Record<Access, number> = { anonymous: 0, 'signed-in': 1, admin: 2, owner: 3 };
const callers = { member: 1, admin: 2, owner: 3 } as const;
const all = Object.entries(routes as Record<string, Route>);

/** Parameters of a path about `about`; anything else is made up. */
function paramsOf(route: Route, about: WireAccount): Record<string, string> {
  const names = Object.keys(route.params?.shape ?? {});
  return Object.fromEntries(
    names.map((name) => {
      if (name === 'user_id' || name === route.self?.user) return [name, about.accountId];
      return [name, name === 'device_id' ? about.deviceId : randomUUID()];
    }),
  );
}

/** What the gates say; a body that says nothing passes them and is refused after them. */
async function statusOf(route: Route, params: Record<string, string>, token?: string): Promise<number> {
  const body = route.method === 'GET' || route.body === undefined ? undefined : { nonsense: true };
  const { status } = await requestRoute(server.url, route, {
    params,
    ...(body === undefined ? {} : { body }),
    ...(token === undefined ? {} : { token }),
  });
  return status;
}

describe.each(all.filter(([, route]) => route.access !== 'anonymous'))('%s', (_name, route) => {
  test('nobody without a token', async () => {
    expect(await statusOf(route, paramsOf(route, accounts.member))).toBe(401);
    expect(await statusOf(route, paramsOf(route, accounts.member), 'not.a.token')).toBe(401);
  });

  test.each(Object.entries(callers))('%s, as its role says', async (role, rank) => {
    // Ending one's own session would spoil what follows; a made-up one is as good to ask about.
    const caller = accounts[role as keyof typeof callers];
    const status = await statusOf(route, paramsOf(route, caller), caller.token);
    if (rank < ranks[route.access]) expect(status).toBe(403);
    else expect([401, 403]).not.toContain(status);
  });

  if (route.self !== undefined)
    test('nobody in a path that names somebody else', async () => {
      for (const role of ['member', 'admin', 'owner'] as const) {
        expect(await statusOf(route, paramsOf(route, accounts.other), accounts[role].token)).toBe(403);
      }
    });

  if (route.self?.device !== undefined)
    test('nobody in a path that names another device', async () => {
      const params = { ...paramsOf(route, accounts.member), device_id: accounts.other.deviceId };
      expect(await statusOf(route, params, accounts.member.token)).toBe(403);
    });
});

describe('what is no route', () => {
  test('is not found, or does not answer that method, in the form of all refusals', async () => {
    for (const [method, path, status] of [
      ['GET', '/api/v1/nothing', 404],
      ['PUT', '/api/v1/sessions/start', 405],
      ['POST', `/api/v1/accounts/${accounts.member.accountId}`, 405],
      ['GET', '/api/v1/%zz', 400],
    ] as const) {
      const answer = await fetch(`${server.url}${path}`, { method });
      expect({ path, status: answer.status, type: answer.headers.get('content-type') }).toMatchObject({
        path,
        status,
      });
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    }
  });

  test.each([
    ['{', 'malformed-json', 400],
    ['{"username": 5}', 'invalid-request', 400],
    ['{"username":"anna","login_request":"AAAA","extra":1}', 'invalid-request', 400],
    [`{"username":"${'a'.repeat(40_000)}"}`, 'body-too-large', 413],
  ])('a body like %.40s is refused as %s', async (body, code, status) => {
    const answer = await fetch(`${server.url}/api/v1/sessions/start`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect({ status: answer.status, ...((await answer.json()) as object) }).toMatchObject({ status, code });
  });

  test('a body that is no JSON by its type is refused', async () => {
    const answer = await fetch(`${server.url}/api/v1/sessions/start`, {
      method: 'POST',
      body: 'a=b',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(answer.status).toBe(415);
  });
});

test('REQ-W1: every answer carries the headers of a hardened site', async () => {
  for (const path of ['/health', '/api/v1/organisation', '/nothing']) {
    const { headers } = await fetch(`${server.url}${path}`);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).not.toContain("'unsafe-inline'");
    // Of the device a page may ask for, itself and nobody it frames: what calls, voice notes and places need.
    expect(headers.get('permissions-policy')?.split(', ').sort()).toEqual([
      'camera=(self)',
      'display-capture=(self)',
      'geolocation=(self)',
      'microphone=(self)',
      'payment=()',
      'usb=()',
    ]);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
  }
});

test('the API describes exactly the routes there are', async () => {
  const { paths } = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as {
    paths: Record<string, Record<string, unknown>>;
  };
  const described = Object.entries(paths)
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`))
    .sort();
  const served = all
    .map(([, route]) => `${route.method} ${route.path.replace(/:([a-z_]+)/g, '{$1}')}`)
    .sort();
  expect(described).toEqual(served);
});
