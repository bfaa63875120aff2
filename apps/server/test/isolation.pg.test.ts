import { randomUUID } from 'node:crypto';
import {
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

let server: ServerProcess;
let api: pg.Client;
let owner: pg.Client;
let anna: WireAccount;
let ben: WireAccount;

beforeAll(async () => {
  server = await startServerProcess({ env: { SOTTO_RATE_FACTOR: '1000' } });
  anna = await setUpOnWire(server, 'anna');
  ben = await joinOnWire(anna, 'ben');
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
  api = await openDatabase(server, 'api');
  owner = await openDatabase(server, 'owner');
});
afterAll(async () => {
  await api.end();
  await owner.end();
  await server.remove();
});

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
      const foreign = await api
        .query<{ count: number }>(`select count(*)::integer as count from ${table} where account_id <> $1`, [
          ben.accountId,
        ])
        .catch(() => undefined);
      await api.query('rollback');
      expect({ table, foreign: foreign?.rows[0]?.count ?? 0 }).toEqual({ table, foreign: 0 });
    }
  }
  expect(await visible('envelopes', ben)).toBe(2);
  expect(await visible('envelopes', anna)).toBe(0);
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
