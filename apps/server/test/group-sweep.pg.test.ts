import type { GroupId } from '@sotto/protocol';
import { routes } from '@sotto/protocol/http';
import {
  callRoute,
  deviceListOnWire,
  joinOnWire,
  listed,
  openDatabase,
  type ServerProcess,
  setUpOnWire,
  startServerProcess,
  type WireAccount,
} from '@sotto/testing';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  acknowledgeThrough,
  anotherDevice,
  ask,
  codeOf,
  commit,
  groupOf,
  logOf,
  post,
  privateMessage,
  welcomeOf,
} from './grouping.ts';

let server: ServerProcess;
let owner: pg.Client;
let api: pg.Client;
let anna: WireAccount;
let ben: WireAccount;

beforeAll(async () => {
  server = await startServerProcess({ env: { SOTTO_RATE_FACTOR: '1000' } });
  anna = await setUpOnWire(server, 'anna');
  ben = await joinOnWire(anna, 'ben');
  [owner, api] = [await openDatabase(server, 'owner'), await openDatabase(server, 'api')];
});
afterAll(async () => {
  await Promise.all([owner.end(), api.end()]);
  await server.remove();
});

/** As the job does it: a few groups at a time, in the name of the API's role. */
async function sweep(options: { days?: number; eventsMax?: number } = {}): Promise<number> {
  const { days = 30, eventsMax = 500_000 } = options;
  let removed = 0;
  for (let after: number | null = 0; after !== null; ) {
    const { rows }: pg.QueryResult<{ last_pk: string | null; removed: string }> = await api.query(
      "select last_pk, removed from sweep_groups($1, 2, now() - $2 * interval '1 day', $3)",
      [after, days, eventsMax],
    );
    removed += Number(rows[0]?.removed);
    after = rows[0]?.last_pk == null ? null : Number(rows[0].last_pk);
  }
  return removed;
}

/** Everything about a group happened so long ago. */
const age = (groupId: GroupId, days: number) =>
  owner.query(
    `with g as (select group_pk from groups where group_id = $1),
          e as (update group_events set accepted_at = accepted_at - $2 * interval '1 day' where group_pk = (select group_pk from g))
     update group_welcomes set created_at = created_at - $2 * interval '1 day' where group_pk = (select group_pk from g)`,
    [groupId, days],
  );
const truncated = async (groupId: GroupId) => (await ask(anna, routes.getGroup, groupId)).body.truncated;
const say = async (groupId: GroupId, epoch: number, count: number) => {
  for (let i = 0; i < count; i++) await post(anna, groupId, privateMessage(groupId, epoch, 'application'));
};

test('what every device has stored goes; what one has not, stays', async () => {
  const groupId = await groupOf(anna, ben);
  await say(groupId, 1, 6);
  await acknowledgeThrough(anna, groupId, 7);
  await acknowledgeThrough(ben, groupId, 4);
  expect(await sweep()).toBe(4);
  expect(await truncated(groupId)).toBe(4);
  expect((await logOf(ben, groupId, 4)).body.events.map((event) => event.seq)).toEqual([5, 6, 7]);
  expect(codeOf(await logOf(ben, groupId, 3))).toBe('log-truncated');
  expect(await sweep()).toBe(0);
});

test('what is too old goes, whoever has not read it; a Welcome too', async () => {
  const groupId = await groupOf(anna, ben);
  const cleo = await joinOnWire(anna, 'cleo');
  await commit(anna, groupId, 1, { added: [cleo] });
  await say(groupId, 2, 3);
  await age(groupId, 31);
  await say(groupId, 2, 2);
  await sweep();
  expect(await truncated(groupId)).toBe(5);
  expect(codeOf(await logOf(ben, groupId, 1))).toBe('log-truncated');
  expect(codeOf(await welcomeOf(cleo, groupId))).toBe('welcome-unknown');
  expect((await logOf(ben, groupId, 5)).body.events.map((event) => event.seq)).toEqual([6, 7]);
});

test('a log holds no more than the most events', async () => {
  const groupId = await groupOf(anna, ben);
  await say(groupId, 1, 9);
  await sweep({ eventsMax: 4 });
  expect(await truncated(groupId)).toBe(6);
});

test('a device that left goes when it has read to its end, or its end is too old', async () => {
  const groupId = await groupOf(anna, ben);
  const left = await commit(anna, groupId, 1, { removed: [ben] });
  await say(groupId, 2, 2);
  await acknowledgeThrough(anna, groupId, left + 2);
  await sweep();
  expect((await logOf(ben, groupId, 1)).body.events.map((event) => event.seq)).toEqual([left]);
  await acknowledgeThrough(ben, groupId, left);
  await sweep();
  expect(codeOf(await logOf(ben, groupId))).toBe('group-unknown');
  await sweep();
  expect(await truncated(groupId)).toBe(left + 2);
});

test('a device that its account removed holds nothing back', async () => {
  const dora = await joinOnWire(anna, 'dora');
  const tablet = await anotherDevice([dora]);
  const groupId = await groupOf(anna, dora, tablet);
  await say(groupId, 1, 3);
  await acknowledgeThrough(anna, groupId, 4);
  await acknowledgeThrough(dora, groupId, 4);
  await sweep();
  expect(await truncated(groupId)).toBe(1);
  await callRoute(server.url, routes.deactivateDevice, {
    token: dora.token,
    params: { user_id: dora.accountId, device_id: tablet.deviceId },
    body: { device_list: deviceListOnWire(dora, 3, [listed(dora)]) },
  });
  await sweep();
  expect(await truncated(groupId)).toBe(4);
});

test('a group that nobody is in goes with all it had', async () => {
  const groupId = await groupOf(anna, ben);
  await say(groupId, 1, 2);
  const last = await commit(anna, groupId, 1, { removed: [anna, ben] });
  await sweep();
  expect((await logOf(ben, groupId, 1)).body.head).toBe(last);
  await acknowledgeThrough(anna, groupId, last);
  await acknowledgeThrough(ben, groupId, last);
  await sweep();
  await sweep();
  const rows = async (table: string) =>
    (await owner.query(`select 1 from ${table} where group_pk not in (select group_pk from groups)`))
      .rowCount;
  expect((await owner.query('select 1 from groups where group_id = $1', [groupId])).rowCount).toBe(0);
  for (const table of ['group_events', 'group_members', 'group_cursors', 'group_infos', 'group_welcomes'])
    expect({ table, rows: await rows(table) }).toEqual({ table, rows: 0 });
});
