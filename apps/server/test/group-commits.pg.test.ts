import { randomUUID } from 'node:crypto';
import { encodeBase64 } from '@sotto/protocol';
import { type CommitOutcome, routes } from '@sotto/protocol/http';
import {
  joinOnWire,
  random,
  requestRoute,
  type ServerProcess,
  setUpOnWire,
  startServerProcess,
  type WireAccount,
} from '@sotto/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addTo,
  anotherDevice,
  ask,
  codeOf,
  commit,
  commitBody,
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

const eventOf = (account: WireAccount, groupId: string, seq: number) =>
  requestRoute(server.url, routes.getGroupEvent, {
    token: account.token,
    params: { group_id: groupId, seq: String(seq) },
  });

describe('a commit', () => {
  test('moves the epoch by one and says who reads the log from there on', async () => {
    const groupId = await makeGroup(anna);
    const body = commitBody(anna, groupId, 0, { added: [ben] });
    const answer = await submitCommit(anna, groupId, body);
    expect(answer.body).toMatchObject({ outcome: 'accepted', commit_id: body.commit_id, seq: 1, epoch: 1 });
    expect((await ask(anna, routes.getGroup, groupId)).body).toMatchObject({
      epoch: 1,
      head: 1,
      commit_seq: 1,
      devices: 2,
      accounts: 2,
    });
    expect((await ask(anna, routes.getGroupInfo, groupId)).body).toEqual({
      epoch: 1,
      commit_seq: 1,
      group_info: body.group_info,
    });
    expect((await logOf(anna, groupId)).body.events).toMatchObject([
      { seq: 1, epoch: 0, kind: 'commit', id: body.commit_id, payload: body.commit },
    ]);
  });

  test('of another epoch changes nothing, and its answer says what to go on from', async () => {
    const groupId = await groupOf(anna, ben);
    await post(anna, groupId, privateMessage(groupId, 1, 'application'));
    const before = await logOf(anna, groupId);
    for (const epoch of [0, 2, 99]) {
      const body = commitBody(ben, groupId, epoch, { after: 1 });
      expect((await submitCommit(ben, groupId, body)).body).toMatchObject({
        outcome: 'stale-epoch',
        commit_id: body.commit_id,
        epoch: 1,
        head: 2,
        commit_seq: 1,
        events: [{ seq: 2, kind: 'application' }],
        more: false,
      });
    }
    expect((await logOf(anna, groupId)).body).toEqual(before.body);
  });

  test('REQ-G4: of 50 at one epoch exactly one wins, and every loser gets what to rebase on', async () => {
    const groupId = await groupOf(anna, ben);
    const bodies = Array.from({ length: 50 }, (_, i) =>
      commitBody(i % 2 === 0 ? anna : ben, groupId, 1, { after: 1 }),
    );
    const answers = await Promise.all(
      bodies.map((body, i) => submitCommit(i % 2 === 0 ? anna : ben, groupId, body)),
    );
    const outcomes = answers.map(({ body }) => body as CommitOutcome);
    const winners = outcomes.filter(({ outcome }) => outcome === 'accepted');
    expect(winners).toMatchObject([{ seq: 2, epoch: 2 }]);
    for (const lost of outcomes.filter(({ outcome }) => outcome !== 'accepted'))
      expect(lost).toMatchObject({
        outcome: 'stale-epoch',
        epoch: 2,
        events: [{ seq: 2, kind: 'commit', id: winners[0]?.commit_id }],
      });
    expect((await ask(anna, routes.getGroup, groupId)).body).toMatchObject({ epoch: 2, head: 2 });
  });

  test('repeated under its id has the same answer, also 20 times at once, and also later', async () => {
    const groupId = await groupOf(anna, ben);
    const body = commitBody(ben, groupId, 1);
    const answers = await Promise.all(Array.from({ length: 20 }, () => submitCommit(ben, groupId, body)));
    for (const answer of answers) expect(answer.body).toEqual(answers[0]?.body);
    expect(answers[0]?.body).toMatchObject({ outcome: 'accepted', seq: 2, epoch: 2 });
    await commit(anna, groupId, 2, { removed: [ben] });
    expect((await submitCommit(ben, groupId, body)).body).toEqual(answers[0]?.body);
    expect((await ask(anna, routes.getGroup, groupId)).body).toMatchObject({ epoch: 3, head: 3 });
  });

  test('an id that somebody else has used is refused', async () => {
    const groupId = await groupOf(anna, ben);
    const id = randomUUID();
    await commit(anna, groupId, 1, { id });
    expect(codeOf(await submitCommit(ben, groupId, commitBody(ben, groupId, 2, { id })))).toBe(
      'event-id-used',
    );
    expect(codeOf(await post(ben, groupId, privateMessage(groupId, 2, 'application'), { id }))).toBe(
      'event-id-used',
    );
    expect(codeOf(await post(anna, groupId, privateMessage(groupId, 2, 'application'), { id }))).toBe(
      'event-id-used',
    );
  });

  test.each([
    ['an application message', (id: never) => privateMessage(id, 1, 'application')],
    ['a proposal', (id: never) => privateMessage(id, 1, 'proposal')],
    ['a public commit of a member', (id: never) => publicMessage(id, 1, 'commit', 1)],
    ['a public proposal of a new member', (id: never) => publicMessage(id, 1, 'proposal', 3)],
    ['a commit of another group', () => privateMessage(newGroupId(), 1, 'commit')],
    ['no MLS message', () => random(80)],
    ['an epoch beyond all numbers', (id: never) => privateMessage(id, 2 ** 62, 'commit')],
  ])('that is %s is refused', async (_what, message) => {
    const groupId = await groupOf(anna, ben);
    const body = commitBody(anna, groupId, 1, { message: message(groupId as never) });
    expect(codeOf(await submitCommit(anna, groupId, body))).toBe('group-message-refused');
  });

  test('by the routes of members says what they say', async () => {
    const groupId = await groupOf(anna, ben);
    const add = (body: object) =>
      requestRoute(server.url, routes.addGroupMembers, {
        token: anna.token,
        params: { group_id: groupId, added_by: anna.accountId },
        body: body as Record<string, unknown>,
      });
    const remove = (user: WireAccount, body: object) =>
      requestRoute(server.url, routes.removeGroupMember, {
        token: anna.token,
        params: { group_id: groupId, user_id: user.accountId, removed_by: anna.accountId },
        body: body as Record<string, unknown>,
      });
    expect(codeOf(await add(commitBody(anna, groupId, 1)))).toBe('invalid-request');
    expect((await add(commitBody(anna, groupId, 1, { added: [cleo] }))).body).toMatchObject({ epoch: 2 });
    expect(codeOf(await remove(cleo, commitBody(anna, groupId, 2)))).toBe('invalid-request');
    expect(codeOf(await remove(cleo, commitBody(anna, groupId, 2, { removed: [ben] })))).toBe(
      'invalid-request',
    );
    expect((await remove(cleo, commitBody(anna, groupId, 2, { removed: [cleo] }))).body).toMatchObject({
      outcome: 'accepted',
      epoch: 3,
    });
  });

  test('brings nobody in without a Welcome, nobody unknown, nobody twice, not too many', async () => {
    const groupId = await groupOf(anna, ben);
    const refused = async (options: Parameters<typeof commitBody>[3]) =>
      codeOf(await submitCommit(anna, groupId, commitBody(anna, groupId, 1, options)));
    expect(await refused({ added: [cleo], welcome: false })).toBe('invalid-request');
    expect(await refused({ added: [{ ...cleo, deviceId: 'nothing' as never }] })).toBe('device-unknown');
    expect(await refused({ added: [{ ...cleo, accountId: dora.accountId }] })).toBe('device-unknown');
    expect(await refused({ added: [cleo, cleo] })).toBe('invalid-request');
    const many = await Promise.all(['g1', 'g2', 'g3', 'g4', 'g5'].map((name) => joinOnWire(anna, name)));
    expect(await refused({ added: many })).toBe('group-full');
    await commit(anna, groupId, 1, { added: many.slice(0, 4) });
    // Full, but not for one that takes the place of another, nor for whoever is in already.
    await commit(anna, groupId, 2, { added: many.slice(4), removed: many.slice(0, 1) });
    await commit(anna, groupId, 3, { added: many.slice(4) });
    expect((await ask(anna, routes.getGroup, groupId)).body).toMatchObject({ devices: 6, epoch: 4 });
  });

  test('of the largest size goes through, a larger one does not', async () => {
    const groupId = await groupOf(anna, ben);
    const size = 6 * 1024 * 1024;
    const body = {
      ...commitBody(anna, groupId, 1, { added: [cleo], size }),
      welcome: encodeBase64(random(size)),
      group_info: encodeBase64(random(4 * 1024 * 1024)),
    };
    expect((await submitCommit(anna, groupId, body)).body).toMatchObject({ outcome: 'accepted' });
    const welcome = await welcomeOf(cleo, groupId);
    expect(welcome.body.welcome === body.welcome).toBe(true);
    const info = await ask(anna, routes.getGroupInfo, groupId);
    expect(info.body.group_info === body.group_info).toBe(true);
    const event = await requestRoute(server.url, routes.getGroupEvent, {
      token: ben.token,
      params: { group_id: groupId, seq: '2' },
    });
    expect(event.body.payload === body.commit).toBe(true);
    expect(event.body).toMatchObject({ seq: 2, epoch: 1, kind: 'commit', id: body.commit_id });
    const larger = commitBody(anna, groupId, 2, { size: size + 1 });
    expect(codeOf(await submitCommit(anna, groupId, larger))).toBe('invalid-request');
  });
});

describe('REQ-G9: who is removed', () => {
  test('reads up to the commit that did it, and nothing after', async () => {
    const groupId = await groupOf(anna, ben, cleo);
    await post(anna, groupId, privateMessage(groupId, 1, 'application'));
    const left = await commit(anna, groupId, 1, { removed: [ben] });
    await post(anna, groupId, privateMessage(groupId, 2, 'application'));
    await commit(anna, groupId, 2);
    const log = await logOf(ben, groupId);
    expect(log.body.events.map((event) => event.seq)).toEqual([2, left]);
    expect(log.body).toMatchObject({ more: false, head: left, epoch: 2, commit_seq: left });
    expect(codeOf(await eventOf(ben, groupId, left + 1))).toBe('group-unknown');
    expect((await eventOf(ben, groupId, left)).status).toBe(200);
    for (const route of [routes.getGroup, routes.listGroupMembers, routes.getGroupInfo, routes.getRejoinKey])
      expect(codeOf(await ask(ben, route, groupId))).toBe('group-unknown');
    expect(codeOf(await post(ben, groupId, privateMessage(groupId, 3, 'application')))).toBe('group-unknown');
    expect(codeOf(await submitCommit(ben, groupId, commitBody(ben, groupId, 3)))).toBe('group-unknown');
    // And what it is told of its groups ends there too.
    const { groups } = (await ask(ben, routes.listJoinedGroups, groupId)).body;
    expect(groups.find((group) => group.group_id === groupId)).toMatchObject({
      head: left,
      epoch: 2,
      device: { left_seq: left },
    });
  });

  test('one of two devices: the account stays, and its other device reads on', async () => {
    const gina = await joinOnWire(anna, 'gina');
    const tablet = await anotherDevice([gina]);
    const groupId = await groupOf(anna, gina, tablet);
    const left = await commit(anna, groupId, 1, { removed: [tablet] });
    await post(gina, groupId, privateMessage(groupId, 2, 'application'));
    expect((await logOf(gina, groupId)).body.head).toBe(left + 1);
    expect((await logOf(tablet, groupId)).body.head).toBe(left);
    expect(codeOf(await post(tablet, groupId, privateMessage(groupId, 2, 'application')))).toBe(
      'group-unknown',
    );
  });
});

describe('joining again from outside', () => {
  const externalBody = (device: WireAccount, groupId: never, epoch: number, more: object = {}) => ({
    ...commitBody(device, groupId, epoch, {
      message: publicMessage(groupId, epoch, 'commit'),
      added: [device],
      welcome: false,
    }),
    ...more,
  });

  test('REQ-G3: a listed device of a member may, a device that was in may again', async () => {
    const hans = await joinOnWire(anna, 'hans');
    const groupId = await groupOf(anna, hans);
    const tablet = await anotherDevice([hans]);
    // GroupInfo is for it, though it is not in the group; the log is not.
    expect((await ask(tablet, routes.getGroupInfo, groupId)).body).toMatchObject({ epoch: 1 });
    expect(codeOf(await logOf(tablet, groupId))).toBe('group-unknown');
    const { groups } = (await ask(tablet, routes.listJoinedGroups, groupId)).body;
    expect(groups).toMatchObject([{ group_id: groupId, epoch: 1, head: 1, device: null }]);
    const joined = await submitCommit(tablet, groupId, externalBody(tablet, groupId as never, 1));
    expect(joined.body).toMatchObject({ outcome: 'accepted', seq: 2, epoch: 2 });
    await post(anna, groupId, privateMessage(groupId, 2, 'application'));
    expect((await logOf(tablet, groupId)).body.events.map((event) => event.seq)).toEqual([3]);
    // Once more, as after losing its state: it reads on from there.
    await submitCommit(tablet, groupId, externalBody(tablet, groupId as never, 2));
    expect((await logOf(tablet, groupId)).body.events).toEqual([]);
    expect((await ask(anna, routes.listGroupMembers, groupId)).body.members).toContainEqual({
      ...named(tablet),
      joined_seq: 4,
    });
  });

  test('in another epoch the answer says so, and shows nothing of the log', async () => {
    const ida = await joinOnWire(anna, 'ida');
    const groupId = await groupOf(anna, ida);
    const tablet = await anotherDevice([ida]);
    const stale = await submitCommit(tablet, groupId, externalBody(tablet, groupId as never, 0));
    expect(stale.body).toMatchObject({ outcome: 'stale-epoch', epoch: 1, commit_seq: 1, events: [] });
  });

  test('brings along, removes, welcomes and refuses nobody', async () => {
    const groupId = await groupOf(anna, ben);
    for (const more of [
      { added: [named(ben), named(cleo)] },
      { added: [named(cleo)] },
      { added: [] },
      { removed: [named(anna)] },
      { welcome: encodeBase64(random(10)) },
      { refuses: 1 },
    ])
      expect(codeOf(await submitCommit(ben, groupId, externalBody(ben, groupId as never, 1, more)))).toBe(
        'invalid-request',
      );
  });

  test('a rejoin key is kept for each account, the newest; it goes with its account', async () => {
    const groupId = await groupOf(anna, ben, cleo);
    const put = (account: WireAccount, commit_seq: number, wrapped_key: string) =>
      requestRoute(server.url, routes.putRejoinKey, {
        token: account.token,
        params: { group_id: groupId, user_id: account.accountId },
        body: { commit_seq, wrapped_key },
      });
    const [older, newer] = [encodeBase64(random(60)), encodeBase64(random(60))];
    expect(codeOf(await ask(ben, routes.getRejoinKey, groupId))).toBe('rejoin-key-unknown');
    expect((await put(ben, 1, newer)).body).toEqual({ commit_seq: 1 });
    expect((await put(ben, 0, older)).body).toEqual({ commit_seq: 1 });
    expect((await ask(ben, routes.getRejoinKey, groupId)).body).toEqual({
      commit_seq: 1,
      wrapped_key: newer,
    });
    expect(codeOf(await put(ben, 2, older))).toBe('invalid-request');
    expect(codeOf(await ask(anna, routes.getRejoinKey, groupId))).toBe('rejoin-key-unknown');
    await commit(anna, groupId, 1, { removed: [ben] });
    expect(codeOf(await ask(ben, routes.getRejoinKey, groupId))).toBe('group-unknown');
    await addTo(groupId, 2, anna, [ben]);
    expect(codeOf(await ask(ben, routes.getRejoinKey, groupId))).toBe('rejoin-key-unknown');
  });
});

describe('going on in spite of a commit that all members refuse', () => {
  test('a hostile commit does not stop the group', async () => {
    const groupId = await groupOf(anna, ben, cleo);
    const hostile = await commit(cleo, groupId, 1);
    // The others are in epoch 1 still: what they send is stale, and so is an ordinary commit.
    expect((await post(anna, groupId, privateMessage(groupId, 1, 'application'))).body).toMatchObject({
      outcome: 'stale-epoch',
    });
    expect(
      (await submitCommit(anna, groupId, commitBody(anna, groupId, 1, { refuses: hostile - 1 }))).body,
    ).toMatchObject({ outcome: 'stale-epoch', commit_seq: hostile });
    const repair = await commit(anna, groupId, 1, { refuses: hostile, removed: [cleo] });
    expect((await ask(anna, routes.getGroup, groupId)).body).toMatchObject({ epoch: 2, commit_seq: repair });
    expect((await post(ben, groupId, privateMessage(groupId, 2, 'application'))).body).toMatchObject({
      outcome: 'accepted',
      epoch: 2,
    });
  });

  test('nor does one that says it refuses others, and sets any epoch', async () => {
    const groupId = await groupOf(anna, ben, cleo);
    for (let epoch = 1; epoch < 6; epoch++) await commit(anna, groupId, epoch);
    for (const epoch of [0, 2 ** 40]) {
      const newest = (await ask(anna, routes.getGroup, groupId)).body.commit_seq;
      const hostile = await commit(cleo, groupId, epoch, { refuses: newest });
      expect((await ask(anna, routes.getGroup, groupId)).body.epoch).toBe(epoch + 1);
      await commit(anna, groupId, 6, { refuses: hostile });
      await commit(anna, groupId, 7, { refuses: hostile + 1 });
      expect((await ask(anna, routes.getGroup, groupId)).body.epoch).toBe(8);
      // Back to where the others are, for the next attempt.
      await commit(ben, groupId, 5, { refuses: hostile + 2 });
    }
  });

  test('of many at once only one is taken', async () => {
    const groupId = await groupOf(anna, ben, cleo);
    const hostile = await commit(cleo, groupId, 1);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => {
        const member = i % 2 === 0 ? anna : ben;
        return submitCommit(member, groupId, commitBody(member, groupId, 1, { refuses: hostile, after: 1 }));
      }),
    );
    const outcomes = answers.map(({ body }) => body as CommitOutcome);
    expect(outcomes.filter(({ outcome }) => outcome === 'accepted').length).toBe(1);
    for (const lost of outcomes.filter(({ outcome }) => outcome !== 'accepted'))
      expect(lost).toMatchObject({ epoch: 2, commit_seq: 3, events: [{ seq: 2 }, { seq: 3 }] });
  });

  test('puts back whom the hostile commit removed, where it was and without a Welcome', async () => {
    const groupId = await groupOf(anna, ben, cleo);
    const hostile = await commit(cleo, groupId, 1, { removed: [ben] });
    await commit(anna, groupId, 1, { refuses: hostile, added: [ben], removed: [cleo], welcome: false });
    expect((await logOf(ben, groupId, 1)).body.events.map((event) => event.seq)).toEqual([2, 3]);
    expect((await post(ben, groupId, privateMessage(groupId, 2, 'application'))).status).toBe(200);
  });

  test('the removed may refuse that themselves, once', async () => {
    const groupId = await groupOf(anna, ben, cleo);
    const hostile = await commit(cleo, groupId, 1, { removed: [anna, ben] });
    const back = await commit(anna, groupId, 1, {
      refuses: hostile,
      added: [ben],
      removed: [cleo],
      welcome: false,
    });
    expect((await logOf(anna, groupId, 1)).body.events.map((event) => event.seq)).toEqual([hostile, back]);
    expect((await ask(anna, routes.listGroupMembers, groupId)).body.members.map((m) => m.user_id)).toEqual(
      [anna, ben].map((account) => account.accountId).sort(),
    );
    // Removed once more, it has no such right any more.
    const again = await commit(ben, groupId, 2, { removed: [anna] });
    const body = commitBody(anna, groupId, 2, { refuses: again });
    expect(codeOf(await submitCommit(anna, groupId, body))).toBe('group-unknown');
    // Nor has one that was removed by an earlier commit than the newest.
    await addTo(groupId, 3, ben, [dora]);
    const removal = await commit(ben, groupId, 4, { removed: [dora] });
    await commit(ben, groupId, 5);
    const late = commitBody(dora, groupId, 4, { refuses: removal });
    expect(codeOf(await submitCommit(dora, groupId, late))).toBe('group-unknown');
  });
});
