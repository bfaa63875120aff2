import { generateDeviceIdentity, generateIdentityKey, verifyRefresh } from '@sotto/crypto/identity';
import { ready } from '@sotto/crypto/primitives';
import { decodeBase64, problem } from '@sotto/protocol';
import { routes } from '@sotto/protocol/http';
import { memoryStore } from '@sotto/store-node';
import { beforeEach, expect, test } from 'vitest';
import { ClientError } from '../client-error.ts';
import { type Database, openDatabase } from '../store/changes.ts';
import { migrate } from '../store/migrations.ts';
import { type HttpClient, ServerProblem } from '../transport/http-client.ts';
import { storeSignedIn } from './new-device.ts';
import { tokenKeeper } from './token-keeper.ts';

const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
const accountId = '7c9e6679-7425-40de-944b-e07fc1f90ae7' as never;
let database: Database;
let signatureKey: Uint8Array;
let now = Date.parse('2026-01-01T00:00:00Z');

beforeEach(async () => {
  await ready();
  const store = await memoryStore().open();
  migrate(store);
  database = openDatabase(store);
  const device = generateDeviceIdentity(accountId, 'device', random);
  const identity = generateIdentityKey(random);
  signatureKey = device.signatureKey;
  now = Date.parse('2026-01-01T00:00:00Z');
  database.commit((changes) =>
    storeSignedIn(
      changes,
      {
        account: {
          user_id: accountId,
          username: 'alice',
          display_name: 'Alice',
          role: 'member',
          status: 'active',
          created_at: '2026-01-01T00:00:00Z',
        },
        session_id: accountId,
        tokens: {
          access_token: 'first',
          refresh_token: 'refresh 1',
          access_expires_at: '2026-01-01T00:10:00Z',
        },
      },
      device,
      () => {},
      {
        identityKey: identity.publicKey,
        identitySeed: identity.seed,
        deviceName: 'd',
        firstDevice: true,
        organisationName: '',
      },
      now,
    ),
  );
});

type Refresh = { refresh_token: string; request_id: string; signature: string };

/** A server that renews, and remembers what it was sent. */
function renewing(answer: (request: Refresh, count: number) => unknown = tokens) {
  const requests: Refresh[] = [];
  const call = (async (route: unknown, { body }: { body: Refresh }) => {
    expect(route).toBe(routes.refreshSession);
    requests.push(body);
    return answer(body, requests.length);
  }) as unknown as HttpClient;
  let ended = 0;
  const keeper = tokenKeeper(database, { clock: () => now, random }, call, () => ended++);
  return { keeper, requests, ended: () => ended };
}

function tokens(_: Refresh, count: number) {
  return {
    access_token: `access ${count + 1}`,
    refresh_token: `refresh ${count + 1}`,
    access_expires_at: new Date(now + 600_000).toISOString(),
  };
}

test('a fresh token is handed out as it is; an old one is renewed', async () => {
  const { keeper, requests } = renewing();
  expect(await keeper.accessToken()).toBe('first');
  now += 580_000;
  expect(await keeper.accessToken()).toBe('access 2');
  expect(await keeper.accessToken()).toBe('access 2');
  expect(requests).toHaveLength(1);
  expect(await keeper.accessToken(true)).toBe('access 3');
  expect(requests.map((request) => request.refresh_token)).toEqual(['refresh 1', 'refresh 2']);
});

test('the device signs each renewal', async () => {
  const { keeper, requests } = renewing();
  await keeper.accessToken(true);
  const [{ refresh_token, request_id, signature }] = requests as [Refresh];
  const bytes = decodeBase64(signature) as Uint8Array;
  expect(verifyRefresh(refresh_token, request_id, signatureKey, bytes)).toBe(true);
  expect(verifyRefresh(refresh_token, 'another', signatureKey, bytes)).toBe(false);
});

test('many who ask at once share one renewal', async () => {
  const { keeper, requests } = renewing();
  now += 600_000;
  expect(await Promise.all([1, 2, 3].map(() => keeper.accessToken()))).toEqual([
    'access 2',
    'access 2',
    'access 2',
  ]);
  expect(requests).toHaveLength(1);
});

test('after a lost answer the same request is repeated, also by the next process', async () => {
  const lost = renewing(() => {
    throw new ClientError('offline');
  });
  await expect(lost.keeper.accessToken(true)).rejects.toMatchObject({ code: 'offline' });
  const again = renewing();
  await again.keeper.accessToken(true);
  expect(again.requests[0]).toEqual(lost.requests[0]);
  await again.keeper.accessToken(true);
  expect(again.requests[1]?.request_id).not.toBe(lost.requests[0]?.request_id);
});

test.each(['session-ended', 'refresh-token-reused', 'not-signed-in', 'account-suspended'] as const)(
  'after %s the session is over',
  async (code) => {
    const { keeper, ended } = renewing(() => {
      throw new ServerProblem(problem(code));
    });
    await expect(keeper.accessToken(true)).rejects.toBeInstanceOf(ServerProblem);
    expect(ended()).toBe(1);
  },
);

test('a busy server ends nothing', async () => {
  const { keeper, ended } = renewing(() => {
    throw new ServerProblem(problem('unavailable'));
  });
  await expect(keeper.accessToken(true)).rejects.toBeInstanceOf(ServerProblem);
  expect(ended()).toBe(0);
});
