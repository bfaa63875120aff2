import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { routes } from '@sotto/protocol/http';
import {
  callRoute,
  joinOnWire,
  ofType,
  openWireSocket,
  type ServerProcess,
  setUpOnWire,
  startServerProcess,
} from '@sotto/testing';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** A PostgreSQL that is somebody else's: here, another server's, with a login and a database for us. */
let host: ServerProcess;
let admin: pg.Client;
let server: ServerProcess | undefined;

const url = (user: string, database: string) =>
  `postgres://${user}:secret-of-${user}@localhost/${database}?host=${encodeURIComponent(join(host.dataDir, 'run'))}`;

beforeAll(async () => {
  host = await startServerProcess();
  const secrets = JSON.parse(readFileSync(join(host.dataDir, 'secrets', 'server.json'), 'utf8')) as Record<
    string,
    string
  >;
  admin = new pg.Client({
    host: join(host.dataDir, 'run'),
    user: 'sotto_admin',
    password: secrets['databaseAdminPassword'] as string,
    database: 'postgres',
  });
  await admin.connect();
  await admin.query("create role keeper login createrole password 'secret-of-keeper'");
  await admin.query("create role plain login password 'secret-of-plain'");
  await admin.query("create role reader login password 'secret-of-reader'");
  for (const [database, owner] of [
    ['ours', 'keeper'],
    ['theirs', 'plain'],
  ] as const)
    await admin.query(`create database ${database} owner ${owner}`);
});
afterAll(async () => {
  await server?.remove();
  await admin.end();
  await host.remove();
});

test('DATABASE_URL is all it takes; everything works and the API role is confined as well', async () => {
  server = await startServerProcess({
    env: { DATABASE_URL: url('keeper', 'ours'), SOTTO_RATE_FACTOR: '1000' },
  });
  const anna = await setUpOnWire(server, 'anna');
  const ben = await joinOnWire(anna, 'ben');
  const [annas, bens] = [openWireSocket(anna), openWireSocket(ben)];
  await annas.next(ofType('caught-up'));
  annas.send({
    type: 'send',
    message_id: randomUUID() as never,
    recipients: [
      {
        user_id: ben.accountId,
        device_list_version: 1,
        envelopes: [{ device_id: ben.deviceId, ciphertext: new Uint8Array([1]) }],
      },
    ],
  });
  expect((await bens.next(ofType('messages'))).messages).toHaveLength(1);
  const { rows } = await admin.query(
    "select rolsuper or rolbypassrls or rolcreaterole as special from pg_roles where rolname = 'ours_api'",
  );
  expect(rows).toEqual([{ special: false }]);
  expect((await callRoute(server.url, routes.listAccounts, { token: anna.token })).accounts).toHaveLength(2);
  await annas.close();
  await bens.close();
});

test('a user that may not make roles is told what to do; with a second login it works', async () => {
  await expect(startServerProcess({ env: { DATABASE_URL: url('plain', 'theirs') } })).rejects.toThrow(
    'SOTTO_DATABASE_API_URL',
  );
  const started = await startServerProcess({
    env: { DATABASE_URL: url('plain', 'theirs'), SOTTO_DATABASE_API_URL: url('reader', 'theirs') },
  });
  expect((await fetch(`${started.url}/health`)).status).toBe(200);
  await started.remove();
});

test('a login that could read everything is refused', async () => {
  await expect(
    startServerProcess({
      env: { DATABASE_URL: url('plain', 'theirs'), SOTTO_DATABASE_API_URL: url('plain', 'theirs') },
    }),
  ).rejects.toThrow('not safe to serve from');
});
