import { generateIdentityKey } from '@sotto/crypto/identity';
import { decodeBase64, encodeBase64 } from '@sotto/protocol';
import { beforeEach, describe, expect, test } from 'vitest';
import type { TimelineItem } from '../src/api/conversation.ts';
import { ensureDirectConversation } from '../src/conversations/conversation-table.ts';
import { directConversationId } from '../src/conversations/direct-conversation-id.ts';
import { readDevices } from '../src/devices/device-table.ts';
import { refreshDevices } from '../src/devices/refresh-devices.ts';
import { observeTimeline } from '../src/messages/observe-timeline.ts';
import { sendMessage } from '../src/messages/send-content.ts';
import { readPerson } from '../src/people/person-table.ts';
import { acceptChangedIdentity, setVerified } from '../src/verification/verify-person.ts';
import { type PaperDevice, type PaperServer, paperServer, signList } from './paper-server.ts';

let server: PaperServer;
let alice: PaperDevice;
let bob: PaperDevice;

beforeEach(async () => {
  server = await paperServer();
  alice = await server.join('alice');
  bob = await server.join('bob');
  alice.context.database.commit((changes) =>
    ensureDirectConversation(changes, alice.context.self, bob.accountId, server.now),
  );
});

const conversation = () => directConversationId(alice.accountId, bob.accountId);
const look = () => refreshDevices(alice.context, bob.accountId);
const known = () => readDevices(alice.context.database, bob.accountId).map((device) => device.deviceId);
const items = (): readonly TimelineItem[] =>
  observeTimeline(alice.context, conversation()).timeline.current.items;
const notices = () => items().flatMap((item) => (item.kind === 'notice' ? [item.notice] : []));
const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));

/** The same account as the server would show it with another identity key. */
function impostor() {
  const identity = generateIdentityKey(random);
  return signList({ accountId: bob.accountId, identity }, 1, [bob.listed]);
}

describe('DEV-1 DEV-2 lists that are not believed', () => {
  test.each([
    ['a lower version', () => signList(bob, 2, [bob.listed]), () => signList(bob, 1, [bob.listed])],
    [
      'a second list of one version',
      () => signList(bob, 2, [bob.listed]),
      () => signList(bob, 2, [bob.listed, alice.listed]),
    ],
    [
      'an expired list',
      () => signList(bob, 1, [bob.listed]),
      () => signList(bob, 2, [bob.listed], { expiresAt: 5 }),
    ],
    [
      'a list of another account',
      () => signList(bob, 1, [bob.listed]),
      () => signList(bob, 2, [bob.listed], { accountId: alice.accountId }),
    ],
    [
      'a list with a changed signature',
      () => signList(bob, 1, [bob.listed]),
      () => {
        const list = signList(bob, 2, [bob.listed, alice.listed]);
        const signature = decodeBase64(list.device_list.signature) as Uint8Array;
        signature[0] = (signature[0] as number) ^ 1;
        return { ...list, device_list: { ...list.device_list, signature: encodeBase64(signature) } };
      },
    ],
    [
      'a list signed by somebody else, under the old key',
      () => signList(bob, 1, [bob.listed]),
      () => ({
        ...signList({ ...alice, accountId: bob.accountId }, 2, [alice.listed]),
        identity_key: bob.list.identity_key,
      }),
    ],
  ])('%s is refused, and the one before stays', async (_, first, second) => {
    bob.list = first();
    expect((await look()).kind).toBe('current');
    const before = known();
    const { listVersion } = readPerson(alice.context.database, bob.accountId) ?? {};
    bob.list = second();
    expect((await look()).kind).toBe('refused');
    expect(known()).toEqual(before);
    expect(readPerson(alice.context.database, bob.accountId)?.listVersion).toBe(listVersion);
  });

  test('nobody can replace the identity key of the own account', async () => {
    const identity = generateIdentityKey(random);
    alice.list = signList({ accountId: alice.accountId, identity }, 1, [alice.listed]);
    expect(await refreshDevices(alice.context, alice.accountId)).toMatchObject({
      kind: 'refused',
      reason: 'own-identity',
    });
  });
});

test('DEV-4 a device that comes or goes is noted; the first list is no news', async () => {
  await look();
  expect(notices()).toEqual([]);
  const second = await server.join('bob', bob);
  await look();
  expect(notices()).toEqual(['device-added']);
  expect(known()).toHaveLength(2);
  bob.list = signList(bob, 3, [second.listed]);
  await look();
  expect(notices()).toEqual(['device-added', 'device-removed']);
  expect(known()).toEqual([second.deviceId]);
});

test('DEV-3 a changed identity key is noted; without verification sending goes on', async () => {
  await look();
  bob.list = impostor();
  expect((await look()).kind).toBe('identity-changed');
  expect(notices()).toEqual(['identity-changed']);
  expect(readPerson(alice.context.database, bob.accountId)?.awaitingDecision).toBe(false);
});

test('DEV-3 after verification sending waits for a decision, and goes on after it', async () => {
  await look();
  await setVerified(alice.context, bob.accountId, true);
  bob.list = impostor();
  await look();
  sendMessage(alice.context, conversation(), 'only for bob');
  expect(await alice.submit(bob)).toEqual([]);
  expect(items().at(-1)).toMatchObject({ kind: 'message', state: 'failed', failure: 'identity-changed' });
  acceptChangedIdentity(alice.context, bob.accountId);
  expect(items().at(-1)).toMatchObject({ state: 'waiting', failure: null });
  expect(await alice.submit(bob)).toHaveLength(1);
  expect(readPerson(alice.context.database, bob.accountId)?.verifiedKey).toBeNull();
});

test('DEV-5 a bundle that no listed device vouches for is not used', async () => {
  const mallory = await server.join('mallory');
  // The server puts its own device key into the list entry it serves: the signature does not cover it.
  const honest = bob.list;
  await look();
  expect(known()).toEqual([bob.deviceId]);
  bob.list = honest;
  const call = alice.context.call as unknown as (...args: unknown[]) => Promise<{ devices?: object[] }>;
  const hostile = {
    ...alice.context,
    call: async (...args: unknown[]) => {
      const answer = await call(...args);
      const foreign = await call(args[0], {
        params: { user_id: mallory.accountId },
        query: { device_ids: mallory.deviceId },
      });
      if (!('devices' in answer) || foreign.devices?.[0] === undefined) return answer;
      return {
        ...answer,
        devices: [{ ...foreign.devices[0], user_id: bob.accountId, device_id: bob.deviceId }],
      };
    },
  } as unknown as PaperDevice['context'];
  Object.assign(alice.context, { call: hostile.call });
  sendMessage(alice.context, conversation(), 'not for mallory');
  expect(await alice.submit(bob)).toEqual([]);
  expect(items().at(-1)).toMatchObject({ state: 'waiting' });
});
