import type { ConversationId } from '@sotto/client';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../src/server-process/database-client.ts';
import { accountOf, groupOn, hasText, isMemberOf, membersOn } from '../src/system/group-view.ts';
import type { PersonDevice } from '../src/system/person.ts';
import { type System, startSystem } from '../src/system/start-system.ts';
import { waitUntil } from '../src/system/wait-until.ts';

/** A device lets itself be brought into groups while it sleeps: by key packages that are used once (REQ-G6). */
let system: System;
let database: pg.Client;
let alice: PersonDevice;
let bob: PersonDevice;

const hybrid = 0x004d;
/** As many of each suite as a device keeps at the server. */
const kept = 24;

beforeAll(async () => {
  system = await startSystem();
  database = await openDatabase(system.server, 'owner');
  alice = await system.signUp('alice');
  bob = await system.signUp('bob');
  await alice.client.refreshPeople();
});
afterEach(() => {
  bob.network.setHostile({});
  bob.network.setOnline(true);
});
afterAll(async () => {
  await database.end();
  await system.stop();
});

type AtServer = { single: number; lastResort: Buffer; uses: number };

async function atServer(): Promise<AtServer> {
  const { rows } = await database.query(
    `select (select count(*) from key_packages k where k.device_pk = d.device_pk and suite = $2)::integer as single,
            r.key_package as "lastResort", r.uses::integer as uses
       from devices d join last_resort_key_packages r on r.device_pk = d.device_pk and r.suite = $2
       where d.account_id = $1`,
    [accountOf(alice, 'bob'), hybrid],
  );
  return rows[0];
}

async function until(what: string, holds: (now: AtServer) => boolean): Promise<AtServer> {
  for (let i = 0; i < 400; i++) {
    const now = await atServer();
    if (now !== undefined && holds(now)) return now;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`never: ${what}`);
}

async function welcomesWaiting(): Promise<number> {
  const { rows } = await database.query('select count(*)::integer as waiting from group_welcome_devices');
  return rows[0].waiting;
}

/** What bob's device still holds the secrets of. */
const heldByBob = () =>
  bob.store.peek('select count(*) as n from key_packages where suite = ? and last_resort = 0', [hybrid])[0]?.[
    'n'
  ];

async function groupsWithBob(count: number): Promise<ConversationId[]> {
  const groups: ConversationId[] = [];
  for (let i = 0; i < count; i++) {
    groups.push(await alice.client.createGroup({ name: `Group ${i}`, members: [accountOf(alice, 'bob')] }));
  }
  for (const group of groups) {
    await waitUntil('he was added', () => groupOn(alice, group)?.memberCount === 2, 40_000);
  }
  return groups;
}

test('GRP-7 each is given out once, its secret goes when it was used, and new ones come', {
  timeout: 120_000,
}, async () => {
  await until('all are there', ({ single }) => single === kept);
  const groups = await groupsWithBob(15);
  for (const group of groups) await isMemberOf(bob, group);
  // Fifteen were used, which leaves fewer than ten: the device is told, and makes up for them.
  await until('there are new ones', ({ single }) => single === kept);
  await waitUntil('the secrets are those of what is offered', () => heldByBob() === kept);
  for (let i = 0; (await welcomesWaiting()) > 0; i++) {
    expect(i).toBeLessThan(400);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
});

test('GRP-7 when none are left it is reached by the last one, which is replaced once it was used', {
  timeout: 180_000,
}, async () => {
  const before = await atServer();
  bob.network.setOnline(false);
  const groups = await groupsWithBob(kept + 4);
  const exhausted = await atServer();
  expect(exhausted.single).toBe(0);
  expect(exhausted.uses).toBeGreaterThanOrEqual(4);
  bob.network.setOnline(true);
  await bob.client.setActive(true);
  for (const group of groups) {
    await isMemberOf(bob, group);
    await alice.client.sendMessage(group, 'awake');
    await hasText(bob, group, 'awake');
  }
  const after = await until(
    'all are new',
    ({ single, lastResort }) => single === kept && !lastResort.equals(before.lastResort),
  );
  expect(after.uses).toBe(0);
});

test('GRP-8 a Welcome that was used brings nobody back', { timeout: 60_000 }, async () => {
  let welcome: string | undefined;
  bob.network.setHostile({
    answer(request, answer) {
      if (request.method !== 'GET' || !request.url.includes('/welcome/') || answer.status !== 200)
        return answer;
      welcome = answer.body;
      return answer;
    },
  });
  const [group] = (await groupsWithBob(1)) as [ConversationId];
  await isMemberOf(bob, group);
  await waitUntil('it was seen', () => welcome !== undefined);
  await alice.client.removeMember(group, accountOf(alice, 'bob'));
  await waitUntil('he is out', () => groupOn(bob, group)?.standing.kind === 'removed');
  let replayed = 0;
  bob.network.setHostile({
    frame: (frame) =>
      frame.type === 'hello' || frame.type === 'group-events' || frame.type === 'caught-up'
        ? [frame, { type: 'notice', notice: 'group-welcome', group_id: group as never }]
        : [frame],
    answer(request, answer) {
      if (request.method !== 'GET' || !request.url.includes('/welcome/')) return answer;
      replayed += 1;
      return { ...answer, status: 200, body: welcome as string };
    },
  });
  bob.network.drop();
  await waitUntil('it was told again', () => replayed > 0, 40_000);
  await bob.settled();
  expect(groupOn(bob, group)?.standing.kind).toBe('removed');
  expect(membersOn(alice, group)).toEqual(['alice']);
});
