import { randomUUID } from 'node:crypto';
import { routes } from '@sotto/protocol/http';
import {
  callRoute,
  joinOnWire,
  ofType,
  openDatabase,
  openWireSocket,
  type ServerProcess,
  setUpOnWire,
  startServerProcess,
  type WireAccount,
} from '@sotto/testing';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commit, makeGroup, post, privateMessage } from './grouping.ts';

let server: ServerProcess;
let api: pg.Client;
let owner: pg.Client;
let anna: WireAccount;
let ben: WireAccount;
let cleo: WireAccount;
let dora: WireAccount;

const keyPackage = (id: number) => ({
  id,
  suite: 1,
  expires_at: Math.floor(Date.now() / 1000) + 86_400,
  key_package: 'AAAA',
});

beforeAll(async () => {
  server = await startServerProcess({ env: { SOTTO_RATE_FACTOR: '1000' } });
  anna = await setUpOnWire(server, 'anna');
  [ben, cleo, dora] = [
    await joinOnWire(anna, 'ben'),
    await joinOnWire(anna, 'cleo'),
    await joinOnWire(anna, 'dora'),
  ];
  const socket = openWireSocket(anna);
  await socket.next(ofType('hello'));
  for (const [to] of [[ben], [ben]] as const) {
    socket.send({
      type: 'send',
      message_id: randomUUID() as never,
      recipients: [
        {
          user_id: to.accountId,
          device_list_version: 1,
          envelopes: [{ device_id: to.deviceId, ciphertext: new Uint8Array([1]) }],
        },
      ],
    });
  }
  await socket.next(ofType('accepted'));
  await socket.close();
  // A group of each that the other has nothing to do with, with all that can belong to one.
  for (const [member, other] of [
    [anna, cleo],
    [ben, dora],
  ] as const) {
    const groupId = await makeGroup(member);
    await commit(member, groupId, 0, { added: [other] });
    await post(member, groupId, privateMessage(groupId, 1, 'application'));
    await callRoute(server.url, routes.putRejoinKey, {
      token: member.token,
      params: { group_id: groupId, user_id: member.accountId },
      body: { commit_seq: 0 as never, wrapped_key: 'AAAA' },
    });
    await callRoute(server.url, routes.uploadKeyPackages, {
      token: member.token,
      params: { user_id: member.accountId, device_id: member.deviceId },
      body: { key_packages: [keyPackage(1)], last_resort: [keyPackage(2)] },
    });
  }
  api = await openDatabase(server, 'api');
  owner = await openDatabase(server, 'owner');
});
afterAll(async () => {
  await api.end();
  await owner.end();
  await server.remove();
});

/** What is a group's, and seen by its members: none of these is a foreign row in it. */
const groupTables = [
  'groups',
  'group_members',
  'group_cursors',
  'group_events',
  'group_infos',
  'group_rejoin_keys',
  'key_packages',
  'last_resort_key_packages',
];

/** Rows everybody signed in may see, whoever they are about. */
const directory = new Set(['accounts', 'organisation', 'schema_migrations']);

async function tables(): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    "select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r', 'p')",
  );
  return rows.map((row) => row.name);
}

/** How many rows of a table the API's role sees for an actor; undefined when it may not even ask. */
async function visible(table: string, actor: WireAccount | undefined): Promise<number | undefined> {
  await api.query('begin');
  try {
    if (actor !== undefined) {
      await api.query(
        "select set_config('sotto.account_id', $1, true), set_config('sotto.device_id', $2, true), set_config('sotto.role', 'member', true)",
        [actor.accountId, actor.deviceId],
      );
    }
    const { rows } = await api.query<{ count: number }>(`select count(*)::integer as count from ${table}`);
    return rows[0]?.count;
  } catch (error) {
    if ((error as { code?: string }).code === '42501') return undefined;
    throw error;
  } finally {
    await api.query('rollback');
  }
}

test('REQ-N2: without an actor the API role sees no row of any table but the organisation', async () => {
  for (const table of await tables()) {
    if (table === 'organisation') continue;
    expect({ table, rows: (await visible(table, undefined)) ?? 0 }).toEqual({ table, rows: 0 });
  }
});

test('REQ-N2: row-level security alone returns no foreign row', async () => {
  for (const table of await tables()) {
    if (directory.has(table)) continue;
    const { rows } = await owner.query<{ count: number }>(`select count(*)::integer as count from ${table}`);
    const all = rows[0]?.count ?? 0;
    const [annas, bens] = [(await visible(table, anna)) ?? 0, (await visible(table, ben)) ?? 0];
    expect({ table, seen: annas + bens <= all }).toEqual({ table, seen: true });
    // Whatever both could see would be counted twice.
    const columns = await owner.query<{ name: string }>(
      'select column_name as name from information_schema.columns where table_name = $1',
      [table],
    );
    if (columns.rows.some((column) => column.name === 'account_id')) {
      await api.query("begin; select set_config('sotto.role', 'member', true)");
      await api.query(
        "select set_config('sotto.account_id', $1, true), set_config('sotto.device_id', $2, true)",
        [ben.accountId, ben.deviceId],
      );
      // The devices of a group are no secret to its members: here, whoever is in one with him is not foreign.
      const own = table === 'group_members' ? [ben.accountId, dora.accountId] : [ben.accountId];
      const foreign = await api
        .query<{ count: number }>(
          `select count(*)::integer as count from ${table} where account_id <> all ($1)`,
          [own],
        )
        .catch(() => undefined);
      await api.query('rollback');
      expect({ table, foreign: foreign?.rows[0]?.count ?? 0 }).toEqual({ table, foreign: 0 });
    }
  }
  expect(await visible('envelopes', ben)).toBe(2);
  expect(await visible('envelopes', anna)).toBe(0);
});

test('REQ-N2: of groups every account sees its own and nothing of the others', async () => {
  for (const table of groupTables) {
    const { rows } = await owner.query<{ count: number }>(`select count(*)::integer as count from ${table}`);
    const seen = {
      anna: (await visible(table, anna)) ?? 0,
      ben: (await visible(table, ben)) ?? 0,
      strangers: (await visible(table, { ...anna, deviceId: ben.deviceId })) ?? 0,
    };
    expect({ table, anna: seen.anna > 0, ben: seen.ben > 0 }).toEqual({ table, anna: true, ben: true });
    expect({ table, both: seen.anna + seen.ben <= (rows[0]?.count ?? 0) }).toEqual({ table, both: true });
    // An account and a device that do not belong together are nobody; keys are the account's own.
    if (table.startsWith('group'))
      expect({ table, strangers: seen.strangers }).toEqual({ table, strangers: 0 });
  }
  // Who has not fetched the Welcome sees it, and nothing of the log; who made it sees none.
  expect(await visible('group_welcomes', cleo)).toBe(1);
  expect(await visible('group_welcome_devices', cleo)).toBe(1);
  expect(await visible('group_events', cleo)).toBe(0);
  expect(await visible('group_welcomes', anna)).toBe(0);
  expect(await visible('group_events', anna)).toBe(2);
});

test('REQ-N2: the API role writes to groups only through their functions', async () => {
  for (const table of groupTables.slice(0, 6)) {
    const { rows } = await owner.query(
      "select has_any_column_privilege('sotto_api', $1, 'insert, update') or has_table_privilege('sotto_api', $1, 'delete') as may",
      [table],
    );
    expect({ table, ...rows[0] }).toEqual({ table, may: false });
  }
});

test('REQ-N2: the functions of groups do nothing for a device, account and row number that do not agree', async () => {
  const { rows } = await owner.query<{ group_id: string; device_pk: number }>(
    'select g.group_id, m.device_pk from groups g join group_members m using (group_pk) where m.device_id = $1',
    [anna.deviceId],
  );
  const { group_id: groupId, device_pk: devicePk } = rows[0] as { group_id: string; device_pk: number };
  const asked = async (account: WireAccount, device: WireAccount) => {
    const who = [[devicePk], [account.accountId], [device.deviceId]];
    const memberships = await api.query('select 1 from read_group_memberships($1, $2, $3)', who);
    const log = await api.query('select 1 from read_group_logs($1, $2, $3, $4, $5, 10, 1000, 1000)', [
      ...who,
      [groupId],
      [0],
    ]);
    const sent = await api.query<{ verdict: string }>(
      `select verdict from accept_group_messages($1, $2, $3, $4, '{1}', '{1}', '{1}', '{1}', $5, $6)`,
      [...who, [groupId], ['33333333-3333-4333-8333-333333333333'], [Buffer.from('x')]],
    );
    return [memberships.rowCount, log.rowCount, sent.rows[0]?.verdict];
  };
  expect(await asked(ben, ben)).toEqual([0, 0, 'group-unknown']);
  expect(await asked(anna, ben)).toEqual([0, 0, 'group-unknown']);
  expect(await asked(ben, anna)).toEqual([0, 0, 'group-unknown']);
  expect(await asked(anna, anna)).toEqual([1, 2, 'accepted']);
});

test('REQ-N2: the API role owns nothing, is nobody special and cannot change the schema', async () => {
  const { rows } = await owner.query(
    "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = 'sotto_api'",
  );
  expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false }]);
  const owned = await owner.query(
    "select 1 from pg_class where relowner = (select oid from pg_roles where rolname = 'sotto_api')",
  );
  expect(owned.rowCount).toBe(0);
  await expect(api.query('create table mine (x int)')).rejects.toThrow('permission denied');
  await expect(api.query('alter table accounts disable row level security')).rejects.toThrow('must be owner');
  await expect(api.query('set role sotto_owner')).rejects.toThrow('permission denied');
  await expect(api.query('create temp table invites (x int)')).rejects.toThrow('permission denied');
});

test('REQ-N2: every table has row-level security on', async () => {
  const { rows } = await owner.query<{ name: string }>(
    "select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relrowsecurity",
  );
  expect(rows.map((row) => row.name)).toEqual(['schema_migrations']);
});

test('an actor cannot write in another’s name', async () => {
  await api.query('begin');
  await api.query(
    "select set_config('sotto.account_id', $1, true), set_config('sotto.role', 'member', true)",
    [ben.accountId],
  );
  const changed = await api.query("update accounts set display_name = 'x' where account_id = $1", [
    anna.accountId,
  ]);
  expect(changed.rowCount).toBe(0);
  await api.query('rollback');
});
