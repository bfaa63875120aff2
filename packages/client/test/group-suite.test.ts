import type { AccountId } from '@sotto/protocol';
import { expect, test } from 'vitest';
import { chooseSuite } from '../src/groups/choose-suite.ts';
import { classicalSuite, hybridSuite } from '../src/sessions/make-key-package.ts';
import { writeSetting } from '../src/store/settings.ts';
import { account, looseDevice } from './loose-device.ts';

const accounts = (count: number) =>
  Array.from(
    { length: count },
    (_, n) => `${String(n).padStart(8, '0')}-1111-4111-8111-111111111111` as AccountId,
  );

test('GRP-17 the suite is chosen by devices, not by people', async () => {
  const { context } = await looseDevice();
  const { database } = context;
  database.commit((changes) => {
    for (let n = 0; n < 201; n++) {
      changes.run(
        `insert into devices (account_id, device_id, registration_id, identity_key, signature_key, added_at)
           values (?, ?, 1, ?, ?, 1)`,
        [account(n < 200 ? 1 : 2), `device ${n}`, new Uint8Array(33), new Uint8Array(32)],
      );
    }
  });
  expect(chooseSuite(database, [account(1)])).toBe(hybridSuite);
  expect(chooseSuite(database, [account(1), account(2)])).toBe(classicalSuite);
});

test('GRP-17 whose devices are not known counts as three', async () => {
  const { context } = await looseDevice();
  expect(chooseSuite(context.database, accounts(66))).toBe(hybridSuite);
  expect(chooseSuite(context.database, accounts(67))).toBe(classicalSuite);
});

test('GRP-17 an organisation raises the limit and does not lower it', async () => {
  const { context } = await looseDevice();
  const say = (hybrid: number) =>
    context.database.commit((changes) =>
      writeSetting(
        changes,
        'group-limits',
        JSON.stringify({ members_max: 1500, hybrid_devices_max: hybrid }),
      ),
    );
  say(300);
  expect(chooseSuite(context.database, accounts(100))).toBe(hybridSuite);
  say(10);
  expect(chooseSuite(context.database, accounts(66))).toBe(hybridSuite);
  expect(chooseSuite(context.database, accounts(67))).toBe(classicalSuite);
});
