import { randomUUID } from 'node:crypto';
import { encodeBase64 } from '@sotto/protocol';
import { routes } from '@sotto/protocol/http';
import {
  callRoute,
  deviceListOnWire,
  joinOnWire,
  listed,
  openDatabase,
  random,
  requestRoute,
  type ServerProcess,
  setUpOnWire,
  startServerProcess,
  type WireAccount,
} from '@sotto/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  acknowledgeWelcome,
  addTo,
  anotherDevice,
  ask,
  codeOf,
  commit,
  commitBody,
  createBody,
  groupOf,
  logOf,
  makeGroup,
  named,
  newGroupId,
  post,
  privateMessage,
  publicMessage,
  submitCommit,
  welcomeOf,
} from './grouping.ts';

let server: ServerProcess;
let anna: WireAccount;
let ben: WireAccount;
let cleo: WireAccount;
let dora: WireAccount;

beforeAll(async () => {
  server = await startServerProcess({
    env: { SOTTO_RATE_FACTOR: '1000', SOTTO_GROUP_MEMBERS_MAX: '6', SOTTO_GROUPS_PER_ACCOUNT_MAX: '60' },
  });
  anna = await setUpOnWire(server, 'anna');
  [ben, cleo, dora] = [
    await joinOnWire(anna, 'ben'),
    await joinOnWire(anna, 'cleo'),
    await joinOnWire(anna, 'dora'),
  ];
});
afterAll(() => server.remove());

const create = (account: WireAccount, body: object) =>
  requestRoute(server.url, routes.createGroup, {
    token: account.token,
    params: { creator_id: account.accountId },
    body: body as Record<string, unknown>,
  });

describe('making a group', () => {
  test('has the creator in it, in epoch 0; repeating it makes no other', async () => {
    const groupId = newGroupId();
    const body = createBody(anna, groupId);
    const first = await create(anna, body);
    expect(first).toMatchObject({ status: 201, body: { group_id: groupId, epoch: 0, head: 0 } });
    expect((await create(anna, body)).body).toEqual(first.body);
    expect((await ask(anna, routes.getGroup, groupId)).body).toMatchObject({ accounts: 1, devices: 1 });
    expect((await ask(anna, routes.listGroupMembers, groupId)).body).toEqual({
      epoch: 0,
      commit_seq: 0,
      members: [{ ...named(anna), joined_seq: 0 }],
    });
    expect(await ask(anna, routes.getGroupInfo, groupId)).toMatchObject({
      body: { epoch: 0, commit_seq: 0, group_info: body.group_info },
    });
  });

  test('an id that another device has taken is refused, whether or not it may know the group', async () => {
    const groupId = await makeGroup(anna);
    expect(codeOf(await create(ben, createBody(ben, groupId)))).toBe('group-exists');
    const tablet = await anotherDevice([cleo]);
    const cleos = await makeGroup(cleo);
    expect(codeOf(await create(tablet, createBody(tablet, cleos)))).toBe('group-exists');
  });

  test('only for the calling device, only when registered, only so many', async () => {
    expect(codeOf(await create(anna, createBody(ben, newGroupId())))).toBe('not-your-device');
    const eve = await joinOnWire(anna, 'eve');
    const made = await Promise.all(
      Array.from({ length: 65 }, () => create(eve, createBody(eve, newGroupId()))),
    );
    expect(made.filter(({ status }) => status === 201).length).toBe(60);
    expect(new Set(made.filter(({ status }) => status !== 201).map(codeOf))).toEqual(
      new Set(['too-many-groups']),
    );
  });
});

describe('who has nothing to do with a group', () => {
  test('is told of every route that there is none, and changes nothing', async () => {
    const groupId = await groupOf(anna, ben);
    const before = await logOf(anna, groupId);
    for (const route of [
      routes.getGroup,
      routes.listGroupMembers,
      routes.getGroupInfo,
      routes.getRejoinKey,
    ]) {
      expect({ route: route.path, code: codeOf(await ask(cleo, route, groupId)) }).toEqual({
        route: route.path,
        code: 'group-unknown',
      });
    }
    expect(codeOf(await logOf(cleo, groupId))).toBe('group-unknown');
    expect(
      codeOf(
        await requestRoute(server.url, routes.getGroupEvent, {
          token: cleo.token,
          params: { group_id: groupId, seq: '1' },
        }),
      ),
    ).toBe('group-unknown');
    expect(codeOf(await welcomeOf(cleo, groupId))).toBe('welcome-unknown');
    expect(codeOf(await post(cleo, groupId, privateMessage(groupId, 1, 'application')))).toBe(
      'group-unknown',
    );
    for (const options of [{}, { added: [cleo] }, { removed: [ben] }, { refuses: 1 }])
      expect(codeOf(await submitCommit(cleo, groupId, commitBody(cleo, groupId, 1, options)))).toBe(
        'group-unknown',
      );
    const joining = commitBody(cleo, groupId, 1, {
      message: publicMessage(groupId, 1, 'commit'),
      added: [cleo],
      welcome: false,
    });
    expect(codeOf(await submitCommit(cleo, groupId, joining))).toBe('group-unknown');
    const about = { token: cleo.token, params: { group_id: groupId, user_id: cleo.accountId } };
    const key = { commit_seq: 0, wrapped_key: encodeBase64(random(60)) };
    expect(codeOf(await requestRoute(server.url, routes.putRejoinKey, { ...about, body: key }))).toBe(
      'group-unknown',
    );
    const device = { ...about, params: { ...about.params, device_id: cleo.deviceId } };
    expect(
      codeOf(await requestRoute(server.url, routes.acknowledgeGroupLog, { ...device, body: { through: 1 } })),
    ).toBe('group-unknown');
    expect(await logOf(anna, groupId)).toEqual({ ...before, headers: expect.anything() });
    // The same for a group that does not exist at all.
    expect(codeOf(await ask(cleo, routes.getGroup, newGroupId()))).toBe('group-unknown');
  });

  test('a device that its account has removed is out of everything', async () => {
    const frida = await joinOnWire(anna, 'frida');
    const tablet = await anotherDevice([frida]);
    const groupId = await groupOf(anna, frida, tablet);
    await callRoute(server.url, routes.deactivateDevice, {
      token: frida.token,
      params: { user_id: frida.accountId, device_id: tablet.deviceId },
      body: { device_list: deviceListOnWire(frida, 3, [listed(frida)]) },
    });
    expect(codeOf(await logOf(tablet, groupId))).toBe('session-ended');
    // Nor can it be brought back, not even by a member.
    const back = commitBody(anna, groupId, 1, { added: [tablet] });
    expect(codeOf(await submitCommit(anna, groupId, back))).toBe('device-unknown');
  });
});

describe('a message', () => {
  test('takes the next number; repeated, it keeps it', async () => {
    const groupId = await groupOf(anna, ben);
    const id = randomUUID();
    const payload = privateMessage(groupId, 1, 'application');
    const first = await post(ben, groupId, payload, { id });
    expect(first.body).toMatchObject({ outcome: 'accepted', message_id: id, seq: 2, epoch: 1 });
    expect((await post(ben, groupId, payload, { id })).body).toEqual(first.body);
    expect((await post(anna, groupId, privateMessage(groupId, 1, 'proposal'))).body).toMatchObject({
      seq: 3,
    });
    expect((await logOf(ben, groupId)).body.events).toMatchObject([
      { seq: 2, kind: 'application', id, payload: encodeBase64(payload) },
      { seq: 3, kind: 'proposal' },
    ]);
    // Sent 20 times at once, it is there once.
    const again = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => post(anna, groupId, payload, { id: again })),
    );
    for (const answer of answers) expect(answer.body).toEqual(answers[0]?.body);
    expect((await logOf(ben, groupId)).body.events.length).toBe(3);
  });

  test('of a past epoch is not kept; what to go on from is', async () => {
    const groupId = await groupOf(anna, ben);
    const seq = await commit(anna, groupId, 1);
    const answer = await post(ben, groupId, privateMessage(groupId, 1, 'application'), { after: 1 });
    expect(answer.body).toMatchObject({
      outcome: 'stale-epoch',
      epoch: 2,
      head: seq,
      commit_seq: seq,
      events: [{ seq, kind: 'commit' }],
    });
    expect((await logOf(ben, groupId)).body.head).toBe(seq);
  });

  test.each([
    ['a commit', (id: never) => privateMessage(id, 1, 'commit')],
    ['public', (id: never) => publicMessage(id, 1, 'application', 1)],
    ['of another group', () => privateMessage(newGroupId(), 1, 'application')],
    ['no MLS message', () => random(80)],
  ])('that is %s is refused', async (_what, message) => {
    const groupId = await groupOf(anna, ben);
    expect(codeOf(await post(anna, groupId, message(groupId as never)))).toBe('group-message-refused');
  });

  test('of another device than the session’s is refused', async () => {
    const groupId = await groupOf(anna, ben);
    const answer = await requestRoute(server.url, routes.sendGroupMessage, {
      token: anna.token,
      params: { group_id: groupId, sender_id: anna.accountId },
      body: {
        device_id: ben.deviceId,
        message_id: randomUUID(),
        after: 0,
        payload: encodeBase64(privateMessage(groupId, 1, 'application')),
      },
    });
    expect(codeOf(answer)).toBe('not-your-device');
    expect(codeOf(await submitCommit(anna, groupId, commitBody(ben, groupId, 1)))).toBe('not-your-device');
  });
});

describe('the log', () => {
  test('is read in pages, from where the device joined', async () => {
    const groupId = await groupOf(anna, ben);
    for (let i = 0; i < 7; i++) await post(anna, groupId, privateMessage(groupId, 1, 'application'));
    await addTo(groupId, 1, anna, [cleo]);
    for (let i = 0; i < 3; i++) await post(anna, groupId, privateMessage(groupId, 2, 'application'));
    const seqs = (answer: Awaited<ReturnType<typeof logOf>>) => answer.body.events.map((event) => event.seq);
    const first = await logOf(ben, groupId, 0, 4);
    expect({ seqs: seqs(first), more: first.body.more }).toEqual({ seqs: [2, 3, 4, 5], more: true });
    const rest = await logOf(ben, groupId, 5);
    expect({ seqs: seqs(rest), more: rest.body.more }).toEqual({
      seqs: [6, 7, 8, 9, 10, 11, 12],
      more: false,
    });
    // Nothing of the time before it, whatever it asks for.
    expect(seqs(await logOf(cleo, groupId, 0))).toEqual([10, 11, 12]);
    expect(codeOf(await eventOf(cleo, groupId, 9))).toBe('group-unknown');
    expect((await eventOf(cleo, groupId, 10)).status).toBe(200);
  });

  test('of large events comes one by one', async () => {
    const groupId = await groupOf(anna, ben);
    for (let epoch = 1; epoch <= 3; epoch++) await commit(anna, groupId, epoch, { size: 900_000 });
    const page = await logOf(ben, groupId, 1);
    expect(page.body.events.map((event) => event.seq)).toEqual([2, 3]);
    expect(page.body.more).toBe(true);
  });
});

const eventOf = (account: WireAccount, groupId: string, seq: number) =>
  requestRoute(server.url, routes.getGroupEvent, {
    token: account.token,
    params: { group_id: groupId, seq: String(seq) },
  });

describe('a Welcome', () => {
  test('is for those it was made for, and gone when all have it', async () => {
    const groupId = await makeGroup(anna);
    const body = commitBody(anna, groupId, 0, { added: [ben, cleo] });
    await submitCommit(anna, groupId, body);
    const database = await openDatabase(server, 'owner');
    const stored = async () =>
      (
        await database.query(
          'select 1 from group_welcomes w join groups g using (group_pk) where g.group_id = $1',
          [groupId],
        )
      ).rowCount;
    expect(await stored()).toBe(1);
    for (const account of [ben, cleo]) {
      expect((await welcomeOf(account, groupId)).body).toEqual({
        commit_seq: 1,
        epoch: 1,
        welcome: body.welcome,
      });
      // Until it has it, it reads nothing.
      expect(codeOf(await logOf(account, groupId))).toBe('group-unknown');
    }
    expect(codeOf(await welcomeOf(anna, groupId))).toBe('welcome-unknown');
    expect(codeOf(await welcomeOf(dora, groupId))).toBe('welcome-unknown');
    await acknowledgeWelcome(ben, groupId, 1);
    expect(codeOf(await welcomeOf(ben, groupId))).toBe('welcome-unknown');
    expect((await welcomeOf(cleo, groupId)).status).toBe(200);
    expect((await logOf(ben, groupId)).status).toBe(200);
    expect(await stored()).toBe(1);
    await acknowledgeWelcome(cleo, groupId, 1);
    await acknowledgeWelcome(cleo, groupId, 1);
    expect(await stored()).toBe(0);
    await database.end();
  });

  test('of a newer commit is not acknowledged with an older one', async () => {
    const groupId = await makeGroup(anna);
    await commit(anna, groupId, 0, { added: [ben] });
    await commit(anna, groupId, 1, { added: [ben] });
    await acknowledgeWelcome(ben, groupId, 1);
    expect((await welcomeOf(ben, groupId)).body).toMatchObject({ commit_seq: 2, epoch: 2 });
  });

  test('goes with whoever is removed before fetching it', async () => {
    const groupId = await groupOf(anna, cleo);
    await commit(anna, groupId, 1, { added: [ben] });
    await commit(anna, groupId, 2, { removed: [ben] });
    expect(codeOf(await welcomeOf(ben, groupId))).toBe('welcome-unknown');
    expect(codeOf(await logOf(ben, groupId))).toBe('group-unknown');
    expect((await ask(ben, routes.listJoinedGroups, groupId)).body.groups).not.toContainEqual(
      expect.objectContaining({ group_id: groupId }),
    );
  });
});

test('the groups of an account come in pages', async () => {
  const jan = await joinOnWire(anna, 'jan');
  const made = await Promise.all(Array.from({ length: 5 }, () => makeGroup(jan)));
  const list = async (query: Record<string, string>) =>
    callRoute(server.url, routes.listJoinedGroups, {
      token: jan.token,
      params: { user_id: jan.accountId },
      query,
    });
  const first = await list({ limit: '3' });
  const rest = await list({ limit: '3', after: first.next ?? '' });
  expect([...first.groups, ...rest.groups].map((group) => group.group_id)).toEqual(made.sort());
  expect(rest.next).toBeNull();
  expect(first.groups[0]).toEqual({
    group_id: made[0],
    epoch: 0,
    head: 0,
    device: { joined_seq: 0, cursor: 0, left_seq: null, welcome: false },
  });
  const wrong = await requestRoute(server.url, routes.listJoinedGroups, {
    token: jan.token,
    params: { user_id: jan.accountId },
    query: { after: 'x' },
  });
  expect(codeOf(wrong)).toBe('invalid-request');
});

test('how far a device has stored a log is kept, never more than there is, never backwards', async () => {
  const groupId = await groupOf(anna, ben);
  for (let i = 0; i < 3; i++) await post(anna, groupId, privateMessage(groupId, 1, 'application'));
  const acknowledge = (through: number) =>
    callRoute(server.url, routes.acknowledgeGroupLog, {
      token: ben.token,
      params: { group_id: groupId, user_id: ben.accountId, device_id: ben.deviceId },
      body: { through: through as never },
    });
  const cursor = async () =>
    (await ask(ben, routes.listJoinedGroups, groupId)).body.groups.find((group) => group.group_id === groupId)
      ?.device?.cursor;
  await acknowledge(3);
  expect(await cursor()).toBe(3);
  await acknowledge(2);
  expect(await cursor()).toBe(3);
  await acknowledge(99);
  expect(await cursor()).toBe(4);
});
