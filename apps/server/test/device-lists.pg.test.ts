import { type AccountId, limits } from '@sotto/protocol';
import { routes } from '@sotto/protocol/http';
import {
  callRoute,
  joinOnWire,
  requestRoute,
  type ServerProcess,
  setUpOnWire,
  signUpOnWire,
  startServerProcess,
  type WireAccount,
} from '@sotto/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let server: ServerProcess;
let owner: WireAccount;

beforeAll(async () => {
  server = await startServerProcess({ env: { SOTTO_RATE_FACTOR: '1000' } });
  owner = await setUpOnWire(server, 'anna');
});
afterAll(() => server.remove());

const lookUp = (userIds: readonly string[]) =>
  requestRoute(server.url, routes.lookUpDeviceLists, {
    token: owner.token,
    body: { user_ids: userIds as AccountId[] },
  });

describe('device lists of many accounts', () => {
  test('are those that each account has alone; unknown ones are left out, repeated ones come once', async () => {
    const people = [await joinOnWire(owner, 'ben'), await joinOnWire(owner, 'cleo')];
    const unregistered = await callRoute(server.url, routes.createInvite, {
      token: owner.token,
      body: { role: 'member', uses: 1, expires_in_hours: 1 },
    });
    const dora = await signUpOnWire(server.url, unregistered.token, 'dora');
    const known = [...people, dora].map((person) => person.accountId);
    const { device_lists } = await callRoute(server.url, routes.lookUpDeviceLists, {
      token: owner.token,
      body: { user_ids: [...known, known[0] as AccountId, crypto.randomUUID() as AccountId] },
    });
    expect(device_lists.map((list) => list.user_id).sort()).toEqual([...known].sort());
    for (const list of device_lists) {
      const alone = await callRoute(server.url, routes.listDevices, {
        token: owner.token,
        params: { user_id: list.user_id },
      });
      expect(list.identity_key).toBe(alone.identity_key);
      expect(list.device_list).toEqual(alone.device_list);
    }
    expect(device_lists.find((list) => list.user_id === dora.accountId)?.device_list).toBeNull();
  });

  test('are at most so many at once, and at least one', async () => {
    const ids = Array.from({ length: limits.deviceListsPerLookUpMax + 1 }, () => crypto.randomUUID());
    expect((await lookUp(ids)).status).toBe(400);
    expect((await lookUp([])).status).toBe(400);
    expect((await lookUp(ids.slice(1))).status).toBe(200);
  });
});
