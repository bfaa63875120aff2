import type { AccountId, DeviceId, MessageId } from '@sotto/protocol';
import { expect, test } from 'vitest';
import type { Actor } from '../db/actor.ts';
import { checkSubmission, type Submission } from './check-submission.ts';
import type { AccountMailboxes } from './mailbox-directory.ts';

const account = (name: string, version: number, devices: Record<string, number>): AccountMailboxes => ({
  accountId: name as AccountId,
  version,
  devices: new Map(Object.entries(devices)) as never,
});
const accounts = new Map(
  [
    account('ben', 3, { phone: 1, laptop: 2 }),
    account('cleo', 1, { tablet: 3 }),
    account('dora', 1, { desk: 4 }),
    account('emil', 5, {}),
  ].map((one) => [one.accountId, one]),
);
const actor = { accountId: 'ben', deviceId: 'phone' } as Actor;
const to = (user: string, version: number, ...devices: string[]): Submission['recipients'][number] => ({
  user_id: user as AccountId,
  device_list_version: version,
  envelopes: devices.map((device) => ({ device_id: device as DeviceId, ciphertext: new Uint8Array(1) })),
});
const check = (...recipients: Submission['recipients']) =>
  checkSubmission(actor, { message_id: 'm' as MessageId, recipients }, (id) => accounts.get(id));

test('a message for exactly the devices there are goes to their mailboxes', () => {
  const checked = check(to('cleo', 1, 'tablet'), to('ben', 3, 'laptop'));
  expect(checked).toMatchObject({
    kind: 'message',
    message: {
      sender: { devicePk: 1, accountId: 'ben', deviceId: 'phone' },
      other: { accountId: 'cleo' },
      envelopes: [{ devicePk: 3 }, { devicePk: 2 }],
    },
  });
});

test('a note to self, and a message to somebody whose devices are all gone, need no other', () => {
  expect(check(to('ben', 3, 'laptop'))).toMatchObject({ kind: 'message', message: { other: undefined } });
  expect(check(to('emil', 5))).toMatchObject({ kind: 'message', message: { envelopes: [] } });
});

test.each([
  ['an older list', [to('cleo', 0, 'tablet')], [{ user_id: 'cleo', missing: [], unknown: [] }]],
  ['a device too many', [to('cleo', 1, 'tablet', 'watch')], [{ missing: [], unknown: ['watch'] }]],
  ['a device too few', [to('cleo', 1)], [{ missing: ['tablet'], unknown: [] }]],
  ['the sending device itself', [to('ben', 3, 'laptop', 'phone')], [{ missing: [], unknown: ['phone'] }]],
  [
    'both lists',
    [to('cleo', 2, 'tablet'), to('ben', 3)],
    [{ user_id: 'cleo' }, { user_id: 'ben', missing: ['laptop'] }],
  ],
])('%s is answered with the difference', (_what, recipients, stale) => {
  expect(check(...recipients)).toMatchObject({ kind: 'stale-devices', stale });
});

test.each([
  ['two other people', [to('cleo', 1, 'tablet'), to('dora', 1, 'desk')], 'invalid-request'],
  ['one person twice', [to('cleo', 1, 'tablet'), to('cleo', 1, 'tablet')], 'invalid-request'],
  ['one device twice', [to('cleo', 1, 'tablet', 'tablet')], 'invalid-request'],
  ['nobody known', [to('nobody', 1, 'x')], 'account-unknown'],
])('%s is refused', (_what, recipients, code) => {
  expect(() => check(...recipients)).toThrow(code);
});

test('a sender whose device is not registered is refused', () => {
  const stranger = { accountId: 'ben', deviceId: 'gone' } as Actor;
  expect(() =>
    checkSubmission(stranger, { message_id: 'm' as MessageId, recipients: [] }, (id) => accounts.get(id)),
  ).toThrow('device-not-registered');
});
