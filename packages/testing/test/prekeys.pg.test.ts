import { routes } from '@sotto/protocol/http';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../src/server-process/database-client.ts';
import type { PersonDevice } from '../src/system/person.ts';
import { type System, startSystem } from '../src/system/start-system.ts';
import { waitUntil } from '../src/system/wait-until.ts';
import { callRoute } from '../src/wire/json-request.ts';
import { signUpOnWire } from '../src/wire/wire-account.ts';

/** A device keeps itself reachable: its prekeys are drawn by others, and grow old. */
let system: System;
let database: pg.Client;
let alice: PersonDevice;
let aliceId: string;

beforeAll(async () => {
  system = await startSystem();
  database = await openDatabase(system.server, 'owner');
  alice = await system.signUp('alice');
  const session = alice.client.session.current;
  aliceId = session.kind === 'signed-in' ? session.self.accountId : '';
});
afterAll(async () => {
  await database.end();
  await system.stop();
});

/** What the server holds of her one device. */
async function keysOfAlice(): Promise<{ onetime: number; kem: number; signed: number; last_resort: number }> {
  const { rows } = await database.query(
    `select (select count(*) from onetime_prekeys o where o.device_pk = d.device_pk)::integer as onetime,
            (select count(*) from onetime_kem_prekeys k where k.device_pk = d.device_pk)::integer as kem,
            (select key_id from signed_prekeys s where s.device_pk = d.device_pk) as signed,
            (select key_id from last_resort_kem_prekeys r where r.device_pk = d.device_pk) as last_resort
       from devices d where d.account_id = $1`,
    [aliceId],
  );
  return rows[0];
}

test('a fresh device has a hundred one-time prekeys of each kind', async () => {
  expect(await keysOfAlice()).toMatchObject({ onetime: 100, kem: 100 });
});

test('when others have drawn them down it hears of it and uploads as many again', async () => {
  const { url } = await alice.client.createInvite({ role: 'member', uses: 1, expiresInHours: 1 });
  const drawer = await signUpOnWire(system.server.url, url.split('/').at(-1) ?? '', 'drawer');
  for (let i = 0; i < 82; i++) {
    await callRoute(system.server.url, routes.getBundle, {
      params: { user_id: aliceId },
      token: drawer.token,
    });
  }
  let left = await keysOfAlice();
  for (let i = 0; i < 200 && (left.onetime < 50 || left.kem < 50); i++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    left = await keysOfAlice();
  }
  // Without it 18 would be left.
  expect(left.onetime).toBeGreaterThanOrEqual(50);
  expect(left.kem).toBeGreaterThanOrEqual(50);
  await waitUntil('it is said in the log', () =>
    alice.log.some((line) => line.includes('prekeys-replenished')),
  );
});

test('a week later it replaces its signed prekey and its last-resort key', async () => {
  const before = await keysOfAlice();
  const store = await alice.store.open();
  store.run('update prekeys set created_at = created_at - ?', [8 * 24 * 60 * 60 * 1000]);
  store.run("delete from settings where name = 'prekeys-checked-at'", []);
  await alice.recover();
  await alice.settled();
  let after = await keysOfAlice();
  for (
    let i = 0;
    i < 100 && (after.signed === before.signed || after.last_resort === before.last_resort);
    i++
  ) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    after = await keysOfAlice();
  }
  expect(after.signed).not.toBe(before.signed);
  expect(after.last_resort).not.toBe(before.last_resort);
});
