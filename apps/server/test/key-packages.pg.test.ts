import { encodeBase64 } from '@sotto/protocol';
import { type KeyPackageUpload, routes } from '@sotto/protocol/http';
import type { DownFrame } from '@sotto/protocol/socket';
import {
  callRoute,
  deviceListOnWire,
  joinOnWire,
  listed,
  ofType,
  openDatabase,
  openWireSocket,
  random,
  requestRoute,
  type ServerProcess,
  setUpOnWire,
  signUpOnWire,
  startServerProcess,
  type WireAccount,
} from '@sotto/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anotherDevice, codeOf } from './grouping.ts';

let server: ServerProcess;
let anna: WireAccount;

beforeAll(async () => {
  server = await startServerProcess({ env: { SOTTO_RATE_FACTOR: '100' } });
  anna = await setUpOnWire(server, 'anna');
});
afterAll(() => server.remove());

const suite = 0x4d;
const inDays = (days: number) => Math.floor(Date.now() / 1000) + days * 86_400;

function keyPackages(first: number, count: number, more: Partial<KeyPackageUpload> = {}): KeyPackageUpload[] {
  return Array.from({ length: count }, (_, i) => ({
    id: first + i,
    suite,
    expires_at: inDays(30),
    key_package: encodeBase64(random(300)),
    ...more,
  }));
}

const upload = (
  account: WireAccount,
  key_packages: readonly KeyPackageUpload[],
  last_resort: readonly KeyPackageUpload[] = [],
) =>
  requestRoute(server.url, routes.uploadKeyPackages, {
    token: account.token,
    params: { user_id: account.accountId, device_id: account.deviceId },
    body: { key_packages: [...key_packages], last_resort: [...last_resort] },
  });
const claim = (caller: WireAccount, accounts: readonly object[], of = suite) =>
  requestRoute(server.url, routes.claimKeyPackages, {
    token: caller.token,
    params: { user_id: caller.accountId },
    body: { suite: of, accounts: accounts as never },
  });
const stats = (account: WireAccount) =>
  callRoute(server.url, routes.getKeyStats, {
    token: account.token,
    params: { user_id: account.accountId, device_id: account.deviceId },
  });
const claimed = async (caller: WireAccount, target: WireAccount) => {
  const { body } = await claim(caller, [{ user_id: target.accountId }]);
  return body.accounts[0]?.devices[0];
};

let people = 0;
const join = () => joinOnWire(anna, `holder${people++}`);

describe('uploading', () => {
  test('counts by suite; repeating it adds nothing; ids of the past never come back', async () => {
    const ben = await join();
    const body = [keyPackages(1, 3), keyPackages(4, 1)] as const;
    const counts = [
      { suite, key_packages: 3, last_resort_expires_at: body[1][0]?.expires_at, last_resort_uses: 0 },
    ];
    expect((await upload(ben, ...body)).body).toEqual({ key_packages: counts });
    expect((await upload(ben, ...body)).body).toEqual({ key_packages: counts });
    const other = keyPackages(10, 2, { suite: 1 });
    expect((await upload(ben, other)).body.key_packages).toEqual([
      { suite: 1, key_packages: 2, last_resort_expires_at: null, last_resort_uses: 0 },
      ...counts,
    ]);
    expect((await stats(ben)).key_packages.length).toBe(2);
    const given = (await claimed(anna, ben))?.key_package;
    expect(given).toBe(body[0][0]?.key_package);
    await upload(ben, ...body);
    expect((await stats(ben)).key_packages[1]?.key_packages).toBe(2);
  });

  test('only what is alive, does not live too long, has an id of its own, and is not too much', async () => {
    const ben = await join();
    const refused = async (
      ...body: Parameters<typeof upload> extends [unknown, ...infer Rest] ? Rest : never
    ) => codeOf(await upload(ben, ...body));
    expect(await refused(keyPackages(1, 1, { expires_at: inDays(0) }))).toBe('key-refused');
    expect(await refused(keyPackages(1, 1, { expires_at: inDays(92) }))).toBe('key-refused');
    expect(await refused([...keyPackages(1, 1), ...keyPackages(1, 1)])).toBe('invalid-request');
    expect(await refused(keyPackages(1, 1), keyPackages(1, 1))).toBe('invalid-request');
    expect(await refused([], keyPackages(1, 2))).toBe('invalid-request');
    expect(await refused(keyPackages(1, 101))).toBe('invalid-request');
    expect(await refused(keyPackages(1, 1, { key_package: encodeBase64(random(16 * 1024 + 1)) }))).toBe(
      'invalid-request',
    );
    for (let i = 0; i < 4; i++) expect((await upload(ben, keyPackages(1 + i * 100, 100))).status).toBe(200);
    expect(await refused(keyPackages(401, 1))).toBe('too-many-key-packages');
    expect((await stats(ben)).key_packages).toMatchObject([{ key_packages: 400 }]);
  });

  test('only for one’s own device, and only a registered one', async () => {
    const [ben, cleo] = [await join(), await join()];
    const foreign = (user: WireAccount, device: WireAccount) =>
      requestRoute(server.url, routes.uploadKeyPackages, {
        token: ben.token,
        params: { user_id: user.accountId, device_id: device.deviceId },
        body: { key_packages: keyPackages(1, 1), last_resort: [] },
      });
    expect(codeOf(await foreign(cleo, cleo))).toBe('not-your-account');
    expect(codeOf(await foreign(ben, cleo))).toBe('not-your-device');
    const invite = await callRoute(server.url, routes.createInvite, {
      token: anna.token,
      body: { role: 'member', uses: 1, expires_in_hours: 1 },
    });
    const unregistered = await signUpOnWire(server.url, invite.token, `holder${people++}`);
    expect(codeOf(await upload(unregistered, keyPackages(1, 1)))).toBe('device-not-registered');
  });
});

describe('REQ-G6: claiming', () => {
  test('gives each key package out once, also to 200 at a time, and then the one of last resort', async () => {
    const ben = await join();
    const [oneTime, lastResort] = [keyPackages(1, 100), keyPackages(101, 1)];
    await upload(ben, oneTime, lastResort);
    const callers = await Promise.all(Array.from({ length: 8 }, join));
    const claims = (count: number) =>
      Promise.all(Array.from({ length: count }, (_, i) => claimed(callers[i % 8] as WireAccount, ben)));
    // As long as there are some, nobody goes without because somebody else is just taking one.
    const first = await claims(60);
    expect(first.every((device) => device?.last_resort === false)).toBe(true);
    const given = [...first, ...(await claims(200))];
    const once = given.filter((device) => device?.last_resort === false).map((device) => device?.key_package);
    expect(once.length).toBe(100);
    expect(new Set(once)).toEqual(new Set(oneTime.map((upload) => upload.key_package)));
    const again = given.filter((device) => device?.last_resort === true);
    expect(again.length).toBe(160);
    expect(new Set(again.map((device) => device?.key_package))).toEqual(
      new Set([lastResort[0]?.key_package]),
    );
    expect((await stats(ben)).key_packages).toMatchObject([{ key_packages: 0, last_resort_uses: 160 }]);
    // A new one of last resort takes the place of the used one.
    const fresh = keyPackages(102, 1);
    await upload(ben, [], fresh);
    expect((await stats(ben)).key_packages).toMatchObject([{ last_resort_uses: 0 }]);
    expect((await claimed(anna, ben))?.key_package).toBe(fresh[0]?.key_package);
  });

  test('many accounts at a time, every device of each, in opposite orders without a deadlock', async () => {
    const holders = await Promise.all(Array.from({ length: 12 }, join));
    const tablet = await anotherDevice([holders[0] as WireAccount]);
    for (const holder of [...holders, tablet]) await upload(holder, keyPackages(1, 5), keyPackages(6, 1));
    const forwards = holders.map((holder) => ({ user_id: holder.accountId }));
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => claim(anna, i % 2 === 0 ? forwards : forwards.toReversed())),
    );
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      const { accounts } = answer.body;
      expect(accounts.map((account) => account.user_id).sort()).toEqual(
        holders.map((holder) => holder.accountId).sort(),
      );
      expect(accounts.flatMap((account) => account.devices).length).toBe(13);
      for (const { devices } of accounts)
        for (const device of devices) expect(device.key_package).toBeDefined();
    }
    const once = answers
      .flatMap(({ body }) => body.accounts.flatMap((account) => account.devices))
      .filter((device) => !device.last_resort);
    expect(once.length).toBe(13 * 5);
    expect(new Set(once.map((device) => device.key_package)).size).toBe(once.length);
    const first = answers[0]?.body.accounts.find((account) => account.user_id === tablet.accountId);
    expect(first?.device_list.version).toBe(2);
    expect(first?.identity_key).toBe(encodeBase64(tablet.identity.publicKey));
  });

  test('only the devices asked for, and of the suite asked for', async () => {
    const ben = await join();
    const tablet = await anotherDevice([ben]);
    for (const device of [ben, tablet]) await upload(device, keyPackages(1, 2), keyPackages(3, 1));
    const { body } = await claim(anna, [{ user_id: ben.accountId, device_ids: [tablet.deviceId] }]);
    expect(body.accounts[0]?.devices.map((device) => device.device_id)).toEqual([tablet.deviceId]);
    expect((await stats(ben)).key_packages).toMatchObject([{ key_packages: 2 }]);
    const none = await claim(anna, [{ user_id: ben.accountId }], 1);
    expect(none.body.accounts[0]?.devices).toEqual([
      { device_id: ben.deviceId, last_resort: false },
      { device_id: tablet.deviceId, last_resort: false },
    ]);
  });

  test('what has run out is not given out', async () => {
    const ben = await join();
    await upload(ben, keyPackages(1, 2), keyPackages(3, 1));
    const database = await openDatabase(server, 'owner');
    const expire = (table: string) =>
      database.query(
        `update ${table} k set expires_at = extract(epoch from now()) + 600
           from devices d where d.device_pk = k.device_pk and d.device_id = $1`,
        [ben.deviceId],
      );
    await expire('key_packages');
    expect(await claimed(anna, ben)).toMatchObject({ last_resort: true });
    await expire('last_resort_key_packages');
    expect(await claimed(anna, ben)).toEqual({ device_id: ben.deviceId, last_resort: false });
    await database.query('update key_packages set expires_at = extract(epoch from now()) - 1');
    await database.query('select sweep_key_packages()');
    expect((await database.query('select 1 from key_packages')).rowCount).toBe(0);
    await database.end();
  });

  test('accounts that are not there, or have no device, are left out; nobody is asked for twice', async () => {
    const ben = await join();
    const answer = await claim(anna, [
      { user_id: '11111111-1111-4111-8111-111111111111' },
      { user_id: ben.accountId },
    ]);
    expect(answer.body.accounts.map((account) => account.user_id)).toEqual([ben.accountId]);
    expect(codeOf(await claim(anna, [{ user_id: ben.accountId }, { user_id: ben.accountId }]))).toBe(
      'invalid-request',
    );
    expect(codeOf(await claim(anna, []))).toBe('invalid-request');
  });

  test('a removed device has none', async () => {
    const ben = await join();
    const tablet = await anotherDevice([ben]);
    await upload(tablet, keyPackages(1, 2), keyPackages(3, 1));
    await callRoute(server.url, routes.deactivateDevice, {
      token: ben.token,
      params: { user_id: ben.accountId, device_id: tablet.deviceId },
      body: { device_list: deviceListOnWire(ben, 3, [listed(ben)]) },
    });
    const { body } = await claim(anna, [{ user_id: ben.accountId }]);
    expect(body.accounts[0]?.devices.map((device) => device.device_id)).toEqual([ben.deviceId]);
    const database = await openDatabase(server, 'owner');
    const left = await database.query(
      'select 1 from last_resort_key_packages k join devices d using (device_pk) where d.device_id = $1',
      [tablet.deviceId],
    );
    expect(left.rowCount).toBe(0);
    await database.end();
  });

  test('the owner is told when they run low', async () => {
    const ben = await join();
    await upload(ben, keyPackages(1, 11));
    const socket = openWireSocket(ben);
    await socket.next(ofType('caught-up'));
    await claimed(anna, ben);
    await claimed(anna, ben);
    const isLow = (frame: DownFrame): frame is Extract<DownFrame, { notice: 'key-packages-low' }> =>
      frame.type === 'notice' && frame.notice === 'key-packages-low';
    expect(await socket.next(isLow)).toMatchObject({ suite, key_packages: 9 });
    await socket.close();
  });
});

test('REQ-S4: whoever claims too much of somebody gets the one of last resort', async () => {
  const limited = await startServerProcess();
  try {
    const holder = await setUpOnWire(limited, 'holder');
    const caller = await joinOnWire(holder, 'caller');
    const own = { ...holder, url: limited.url };
    await callRoute(limited.url, routes.uploadKeyPackages, {
      token: own.token,
      params: { user_id: own.accountId, device_id: own.deviceId },
      body: { key_packages: keyPackages(1, 60), last_resort: keyPackages(61, 1) },
    });
    const given: (boolean | undefined)[] = [];
    for (let i = 0; i < 35; i++) {
      const { accounts } = await callRoute(limited.url, routes.claimKeyPackages, {
        token: caller.token,
        params: { user_id: caller.accountId },
        body: { suite, accounts: [{ user_id: holder.accountId }] },
      });
      given.push(accounts[0]?.devices[0]?.last_resort);
    }
    expect(given.filter((lastResort) => lastResort === false).length).toBe(30);
  } finally {
    await limited.remove();
  }
});
