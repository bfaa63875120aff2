import {
  generateDeviceIdentity,
  generateKemPrekey,
  generateOneTimePrekey,
  generateSignedPrekey,
  type SignedKey,
} from '@sotto/crypto/identity';
import { type DeviceId, decodeBase64, encodeBase64 } from '@sotto/protocol';
import { routes } from '@sotto/protocol/http';
import {
  callRoute,
  deviceListOnWire,
  joinOnWire,
  listed,
  ofType,
  openWireSocket,
  random,
  registerOnWire,
  registrationBody,
  requestRoute,
  type ServerProcess,
  setUpOnWire,
  signInOnWire,
  signUpOnWire,
  startServerProcess,
  type WireAccount,
} from '@sotto/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acknowledge, post, queueOf, sendFrame } from './messaging.ts';

let server: ServerProcess;
let owner: WireAccount;

beforeAll(async () => {
  server = await startServerProcess({ env: { SOTTO_RATE_FACTOR: '1000' } });
  owner = await setUpOnWire(server, 'anna');
});
afterAll(() => server.remove());

let people = 0;
async function signUp(): Promise<WireAccount> {
  const invite = await callRoute(server.url, routes.createInvite, {
    token: owner.token,
    body: { role: 'member', uses: 1, expires_in_hours: 1 },
  });
  return signUpOnWire(server.url, invite.token, `person${people++}`);
}

/** The account on one more device, signed in but not registered. */
async function secondDevice(account: WireAccount): Promise<WireAccount> {
  const deviceId = Buffer.from(random(16)).toString('base64url') as DeviceId;
  const device = generateDeviceIdentity(account.accountId, deviceId, random);
  const signedIn = await signInOnWire(server.url, account.username, account.passphrase, device);
  if (signedIn === undefined) throw new Error('signing in failed');
  return { ...account, deviceId, device, signedIn, token: signedIn.tokens.access_token };
}

const register = (account: WireAccount, body: object, user = account.accountId) =>
  requestRoute(server.url, routes.registerDevice, {
    token: account.token,
    params: { user_id: user },
    body: body as Record<string, unknown>,
  });
const bundleOf = (caller: WireAccount, target: WireAccount, query: Record<string, string> = {}) =>
  requestRoute(server.url, routes.getBundle, {
    token: caller.token,
    params: { user_id: target.accountId },
    query,
  });
const own = (account: WireAccount, deviceId = account.deviceId) => ({
  token: account.token,
  params: { user_id: account.accountId, device_id: deviceId },
});
const codeOf = (answer: { body: unknown }) => (answer.body as { code?: string } | undefined)?.code;

function flipped(base64: string): string {
  const bytes = decodeBase64(base64) as Uint8Array;
  bytes[5] = (bytes[5] ?? 0) ^ 1;
  return encodeBase64(bytes);
}
const curve = (fill: number, last = fill) =>
  encodeBase64(new Uint8Array([5, ...new Array(31).fill(fill), last]));
const onWire = (key: SignedKey) => ({
  id: key.id,
  public_key: encodeBase64(key.publicKey),
  signature: encodeBase64(key.signature),
  expires_at: key.expiresAt,
  proof: encodeBase64(key.proof),
});
const inAWeek = () => Math.floor(Date.now() / 1000) + 7 * 86_400;

describe('registering a device', () => {
  test('REQ-I1, REQ-S2: every key is checked before any is kept', async () => {
    const account = await signUp();
    const good = registrationBody(account);
    const [firstKem, ...otherKems] = good.onetime_kem_prekeys;
    const [firstKey, ...otherKeys] = good.onetime_prekeys;
    if (firstKem === undefined || firstKey === undefined) throw new Error('there are keys');
    const stranger = {
      ...account,
      device: generateDeviceIdentity(account.accountId, account.deviceId, random),
    };
    const bad: [string, string, object][] = [
      ['another device', 'not-your-device', { ...good, device_id: 'another' }],
      ['a signature key that is not the session’s', 'key-refused', { ...registrationBody(stranger) }],
      ['an identity key of small order', 'key-refused', { ...good, identity_key: curve(0) }],
      [
        'a one-time key of small order',
        'key-refused',
        { ...good, onetime_prekeys: [{ ...firstKey, public_key: curve(0) }, ...otherKeys] },
      ],
      [
        'a one-time key that is not canonical',
        'key-refused',
        { ...good, onetime_prekeys: [{ ...firstKey, public_key: curve(0xff) }, ...otherKeys] },
      ],
      [
        'a KEM key outside the modulus',
        'key-refused',
        {
          ...good,
          onetime_kem_prekeys: [
            { ...firstKem, public_key: encodeBase64(new Uint8Array(1569).fill(255).fill(8, 0, 1)) },
            ...otherKems,
          ],
        },
      ],
      [
        'a signed prekey with a changed signature',
        'key-refused',
        {
          ...good,
          signed_prekey: { ...good.signed_prekey, signature: flipped(good.signed_prekey.signature) },
        },
      ],
      [
        'a signed prekey with a changed proof',
        'key-refused',
        { ...good, signed_prekey: { ...good.signed_prekey, proof: flipped(good.signed_prekey.proof) } },
      ],
      [
        'a signed prekey with a longer life than was proven',
        'key-refused',
        { ...good, signed_prekey: { ...good.signed_prekey, expires_at: good.signed_prekey.expires_at + 1 } },
      ],
      [
        'a proof for another key id',
        'key-refused',
        { ...good, last_resort_kem_prekey: { ...good.last_resort_kem_prekey, id: 99 } },
      ],
      [
        'an expired signed prekey',
        'key-refused',
        { ...good, signed_prekey: onWire(generateSignedPrekey(account.device, 1, 1, random)) },
      ],
      ['49 one-time prekeys', 'too-few-prekeys', { ...good, onetime_prekeys: otherKeys }],
      ['49 one-time KEM prekeys', 'too-few-prekeys', { ...good, onetime_kem_prekeys: otherKems }],
      ['one id twice', 'prekey-id-used', { ...good, onetime_prekeys: [firstKey, firstKey, ...otherKeys] }],
      [
        'a list with a changed signature',
        'device-list-refused',
        { ...good, device_list: { ...good.device_list, signature: flipped(good.device_list.signature) } },
      ],
      [
        'a list whose version is not the signed one',
        'device-list-refused',
        { ...good, device_list: { ...good.device_list, version: 2 } },
      ],
      [
        'a list that skips a version',
        'device-list-conflict',
        { ...good, device_list: deviceListOnWire(account, 2, [listed(account)]) },
      ],
      [
        'a list that names nobody',
        'device-list-refused',
        { ...good, device_list: deviceListOnWire(account, 1, []) },
      ],
      [
        'a list with other keys',
        'device-list-refused',
        { ...good, device_list: deviceListOnWire(account, 1, [listed(stranger)]) },
      ],
      ['an unknown field', 'invalid-request', { ...good, extra: 1 }],
    ];
    for (const [what, code, body] of bad) {
      const answer = await register(account, body);
      expect({ what, code: codeOf(answer) }).toEqual({ what, code });
    }
    expect(codeOf(await register(account, good, owner.accountId))).toBe('not-your-account');
    expect((await register(account, good)).status).toBe(201);
    expect(codeOf(await register(account, good))).toBe('device-exists');
  });

  test('a second device takes the next version of the list; two at once do not both', async () => {
    const account = await signUp();
    await registerOnWire(account);
    const devices = [await secondDevice(account), await secondDevice(account)];
    const answers = await Promise.all(
      devices.map((device) =>
        register(device, registrationBody(device, { version: 2, others: [listed(account)] })),
      ),
    );
    expect(answers.map((answer) => codeOf(answer) ?? 'registered').sort()).toEqual([
      'device-list-conflict',
      'registered',
    ]);
    const list = await callRoute(server.url, routes.listDevices, {
      token: owner.token,
      params: { user_id: account.accountId },
    });
    expect(list.device_list?.version).toBe(2);
    expect(list.devices).toHaveLength(2);
    expect(
      list.devices.every((device) => device.device_name === undefined && device.last_seen_at === undefined),
    ).toBe(true);
    const seenByItself = await callRoute(server.url, routes.listDevices, {
      token: account.token,
      params: { user_id: account.accountId },
    });
    expect(seenByItself.devices.every((device) => device.device_name !== undefined)).toBe(true);
  });
});

describe('bundles', () => {
  test('REQ-S3, REQ-S4: 200 callers at once get 100 keys once each, then the last-resort key; the owner is told', async () => {
    const account = await signUp();
    await registerOnWire(account, { prekeys: 100 });
    const socket = openWireSocket(account);
    await socket.next(ofType('hello'));
    const answers = await Promise.all(Array.from({ length: 200 }, () => bundleOf(owner, account)));
    const bundles = answers.map((answer) => answer.body.devices[0]);
    const ids = bundles.map((bundle) => bundle?.onetime_prekey_id).filter((id) => id !== undefined);
    const kems = bundles
      .filter((bundle) => bundle?.kem_prekey_last_resort === false)
      .map((bundle) => bundle?.kem_prekey_id);
    expect(answers.every((answer) => answer.status === 200)).toBe(true);
    expect(ids).toHaveLength(100);
    expect(new Set(ids).size).toBe(100);
    expect(kems).toHaveLength(100);
    expect(new Set(kems).size).toBe(100);
    const stats = await callRoute(server.url, routes.getKeyStats, own(account));
    expect(stats).toMatchObject({
      onetime_prekeys: 0,
      onetime_kem_prekeys: 0,
      last_resort_uses: 100,
      low: true,
    });
    await socket.next(
      (frame): frame is never =>
        frame.type === 'notice' && frame.notice === 'prekeys-low' && frame.onetime_prekeys < 20,
    );
    await socket.close();
  });

  test('only the devices asked for lose a key', async () => {
    const account = await signUp();
    await registerOnWire(account);
    const second = await secondDevice(account);
    await registerOnWire(second, { version: 2, others: [listed(account)] });
    const answer = await bundleOf(owner, account, { device_ids: second.deviceId });
    expect(answer.body.devices.map((bundle) => bundle.device_id)).toEqual([second.deviceId]);
    expect(answer.body.device_list.version).toBe(2);
    expect(await callRoute(server.url, routes.getKeyStats, own(account))).toMatchObject({
      onetime_prekeys: 50,
      low: false,
    });
    expect(await callRoute(server.url, routes.getKeyStats, own(second))).toMatchObject({
      onetime_prekeys: 49,
      onetime_kem_prekeys: 49,
    });
    expect((await bundleOf(owner, account)).body.devices).toHaveLength(2);
  });

  test('an account without a device, and one that does not exist, have none', async () => {
    const account = await signUp();
    expect(codeOf(await bundleOf(owner, account))).toBe('account-unknown');
    expect(
      codeOf(
        await bundleOf(owner, { ...account, accountId: '11111111-1111-4111-8111-111111111111' as never }),
      ),
    ).toBe('account-unknown');
  });
});

describe('prekeys', () => {
  const upload = (account: WireAccount, body: object) =>
    requestRoute(server.url, routes.uploadPrekeys, {
      ...own(account),
      body: body as Record<string, unknown>,
    });
  const keys = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) => {
      const { id, publicKey } = generateOneTimePrekey(from + i, random);
      return { id, public_key: encodeBase64(publicKey) };
    });

  test('REQ-S3: an id is never used again, handed out or not; no more are kept than may be', async () => {
    const account = await signUp();
    await registerOnWire(account);
    const taken = (await bundleOf(owner, account)).body.devices[0]?.onetime_prekey_id as number;
    expect(codeOf(await upload(account, { onetime_prekeys: keys(taken, 1) }))).toBe('prekey-id-used');
    expect(codeOf(await upload(account, { onetime_prekeys: keys(50, 1) }))).toBe('prekey-id-used');
    expect((await upload(account, { onetime_prekeys: keys(51, 200) })).body).toEqual({
      onetime_prekeys: 249,
      onetime_kem_prekeys: 49,
    });
    expect(codeOf(await upload(account, { onetime_prekeys: keys(251, 152) }))).toBe('too-many-prekeys');
    const kem = onWire(generateKemPrekey(account.device, 51, inAWeek(), random));
    expect((await upload(account, { onetime_kem_prekeys: [kem] })).body).toEqual({
      onetime_prekeys: 249,
      onetime_kem_prekeys: 50,
    });
    expect(codeOf(await upload(account, { onetime_kem_prekeys: [{ ...kem, id: 52 }] }))).toBe('key-refused');
  });

  test('the weekly keys are replaced, and only by the device itself', async () => {
    const account = await signUp();
    await registerOnWire(account);
    const rotate = (body: object, caller = account) =>
      requestRoute(server.url, routes.rotatePrekey, {
        ...own(account),
        token: caller.token,
        body: body as Record<string, unknown>,
      });
    const signed = onWire(generateSignedPrekey(account.device, 2, inAWeek(), random));
    const lastResort = onWire(generateKemPrekey(account.device, 60, inAWeek(), random));
    const taken = onWire(generateKemPrekey(account.device, 3, inAWeek(), random));
    expect(codeOf(await rotate({}))).toBe('invalid-request');
    expect(codeOf(await rotate({ signed_prekey: { ...signed, id: 9 } }))).toBe('key-refused');
    expect(codeOf(await rotate({ signed_prekey: signed }, owner))).toBe('not-your-account');
    expect(codeOf(await rotate({ last_resort_kem_prekey: taken }))).toBe('prekey-id-used');
    expect((await rotate({ signed_prekey: signed, last_resort_kem_prekey: lastResort })).status).toBe(204);
    expect(await callRoute(server.url, routes.getKeyStats, own(account))).toMatchObject({
      signed_prekey_id: 2,
      last_resort_kem_prekey_id: 60,
      last_resort_uses: 0,
    });
    expect((await rotate({ signed_prekey: signed, last_resort_kem_prekey: lastResort })).status).toBe(204);
    const reused = onWire(generateSignedPrekey(account.device, 2, inAWeek(), random));
    expect(codeOf(await rotate({ signed_prekey: reused }))).toBe('prekey-id-used');
    expect((await bundleOf(owner, account)).body.devices[0]?.signed_prekey).toBe(signed.public_key);
  });
});

describe('removing a device', () => {
  const remove = (caller: WireAccount, deviceId: DeviceId, list: object) =>
    requestRoute(server.url, routes.deactivateDevice, {
      ...own(caller, deviceId),
      body: { device_list: list },
    });

  test('REQ-I7: its session, tokens, socket, keys and mailbox go with it, and its id does not come back', async () => {
    const account = await signUp();
    await registerOnWire(account);
    const second = await secondDevice(account);
    await registerOnWire(second, { version: 2, others: [listed(account)] });
    const both = [
      { ...account, version: 2 },
      { ...second, version: 2 },
    ];
    expect(await post(owner, sendFrame(both))).toMatchObject({ outcome: 'accepted' });
    const [first, gone] = [openWireSocket(account), openWireSocket(second)];
    await Promise.all([first.next(ofType('caught-up')), gone.next(ofType('caught-up'))]);

    expect(
      codeOf(
        await remove(
          account,
          second.deviceId,
          deviceListOnWire(account, 3, [listed(account), listed(second)]),
        ),
      ),
    ).toBe('device-list-refused');
    expect(
      codeOf(await remove(account, 'nobody' as DeviceId, deviceListOnWire(account, 3, [listed(account)]))),
    ).toBe('device-unknown');
    expect(
      (await remove(account, second.deviceId, deviceListOnWire(account, 3, [listed(account)]))).status,
    ).toBe(204);

    expect((await gone.closed).code).toBe(4401);
    const notice = await first.next(ofType('notice'));
    expect(notice).toMatchObject({ notice: 'devices-changed', device_list_version: 3 });
    expect(codeOf(await requestRoute(server.url, routes.getQueue, own(second)))).toBe('session-ended');
    expect((await bundleOf(owner, account)).body.devices.map((bundle) => bundle.device_id)).toEqual([
      account.deviceId,
    ]);
    const stale = await post(owner, sendFrame(both));
    expect(stale).toMatchObject({
      outcome: 'stale-devices',
      stale: [{ device_list_version: 3, unknown: [second.deviceId] }],
    });
    expect((await queueOf(account)).messages).toHaveLength(1);

    const signedIn = await signInOnWire(server.url, account.username, account.passphrase, second.device);
    const back = { ...second, token: signedIn?.tokens.access_token ?? '' };
    expect(
      codeOf(await register(back, registrationBody(back, { version: 4, others: [listed(account)] }))),
    ).toBe('device-exists');
    expect(codeOf(await acknowledge(back, 1))).toBe('device-not-registered');
    await first.close();
  });

  test('a device can remove itself', async () => {
    const account = await signUp();
    await registerOnWire(account);
    const second = await secondDevice(account);
    await registerOnWire(second, { version: 2, others: [listed(account)] });
    expect(
      (await remove(second, second.deviceId, deviceListOnWire(account, 3, [listed(account)]))).status,
    ).toBe(204);
    expect(
      codeOf(
        await requestRoute(server.url, routes.listDevices, {
          token: second.token,
          params: { user_id: account.accountId },
        }),
      ),
    ).toBe('session-ended');
  });
});

test('REQ-N4: an account has at most ten devices', async () => {
  const account = await signUp();
  const devices = [account];
  await registerOnWire(account);
  for (let i = 2; i <= 10; i++) {
    const next = await secondDevice(account);
    await registerOnWire(next, { version: i, others: devices.map(listed) });
    devices.push(next);
  }
  const eleventh = await secondDevice(account);
  expect(
    codeOf(
      await register(eleventh, registrationBody(eleventh, { version: 11, others: devices.map(listed) })),
    ),
  ).toBe('device-limit');
});

describe('REQ-S4: look-ups are limited', () => {
  let strict: ServerProcess;
  beforeAll(async () => {
    strict = await startServerProcess();
  });
  afterAll(() => strict.remove());

  test('one caller cannot drain an account: beyond its share it gets the last-resort key, then is told to wait', async () => {
    const caller = await setUpOnWire(strict, 'anna');
    const target = await joinOnWire(caller, 'ben');
    const answers = [];
    for (let i = 0; i < 300; i += 20)
      answers.push(
        ...(await Promise.all(
          Array.from({ length: 20 }, () =>
            requestRoute(strict.url, routes.getBundle, {
              token: caller.token,
              params: { user_id: target.accountId },
            }),
          ),
        )),
      );
    const served = answers.filter((answer) => answer.status === 200);
    const withOneTime = served.filter((answer) => answer.body.devices[0]?.onetime_prekey_id !== undefined);
    expect(withOneTime).toHaveLength(30);
    expect(served.length).toBeLessThan(300);
    expect(answers.find((answer) => answer.status === 429)?.headers.get('retry-after')).toMatch(/^\d+$/);
  });
});
