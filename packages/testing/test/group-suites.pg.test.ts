import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountOf, detailsOn, isMemberOf } from '../src/system/group-view.ts';
import type { PersonDevice } from '../src/system/person.ts';
import { type System, startSystem } from '../src/system/start-system.ts';
import { waitUntil } from '../src/system/wait-until.ts';

/** Which suite a group gets: hybrid as long as it is small enough, and never because a server wants it weaker. */
let system: System;
let alice: PersonDevice;
let bob: PersonDevice;

beforeAll(async () => {
  system = await startSystem({ env: { SOTTO_HYBRID_GROUP_DEVICES_MAX: '700' } });
  alice = await system.signUp('alice');
  bob = await system.signUp('bob');
  await alice.client.refreshPeople();
});
afterAll(() => system.stop());

const limitsOnAlice = () =>
  alice.store.peek("select value from settings where name = 'group-limits'")[0]?.['value'];

test('GRP-17 a group is hybrid up to the size that the organisation wants, and says which it is', async () => {
  await waitUntil('she was told', () => limitsOnAlice() !== undefined);
  expect(JSON.parse(String(limitsOnAlice()))).toEqual({ members_max: 1500, hybrid_devices_max: 700 });
  const group = await alice.client.createGroup({ name: 'Garden', members: [accountOf(alice, 'bob')] });
  await isMemberOf(bob, group);
  for (const one of [alice, bob]) {
    expect(detailsOn(one, group).whoCanSee.protection).toBe('post-quantum hybrid');
  }
});

test('GRP-17 a server that says less changes nothing', async () => {
  alice.network.setHostile({
    answer: (request, answer) =>
      request.url.endsWith('/groups/limits')
        ? { ...answer, body: JSON.stringify({ members_max: 1500, hybrid_devices_max: 0 }) }
        : answer,
  });
  alice.network.drop();
  await waitUntil('she was told', () => String(limitsOnAlice()).includes('"hybrid_devices_max":0'), 40_000);
  const group = await alice.client.createGroup({ name: 'Attic', members: [accountOf(alice, 'bob')] });
  expect(detailsOn(alice, group).whoCanSee.protection).toBe('post-quantum hybrid');
});
