import type { ConversationId } from '@sotto/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  accountOf,
  changesOf,
  detailsOn,
  deviceCountOn,
  groupOn,
  hasText,
  isMemberOf,
  linesOf,
  textsOf,
} from '../src/system/group-view.ts';
import type { PersonDevice } from '../src/system/person.ts';
import { type System, startSystem } from '../src/system/start-system.ts';
import { waitUntil } from '../src/system/wait-until.ts';

let system: System;
let alice: PersonDevice;
let bob: PersonDevice;
let carol: PersonDevice;
let laptop: PersonDevice;
const groups: ConversationId[] = [];

beforeAll(async () => {
  system = await startSystem();
  alice = await system.signUp('alice');
  bob = await system.signUp('bob');
  carol = await system.signUp('carol');
  for (const one of [alice, bob, carol]) await one.client.refreshPeople();
  for (const name of ['one', 'two', 'three']) {
    const members = [accountOf(alice, 'bob'), accountOf(alice, 'carol')];
    groups.push(await alice.client.createGroup({ name, members }));
  }
  for (const one of [bob, carol]) for (const group of groups) await isMemberOf(one, group);
});
afterAll(() => system.stop());

describe('GRP-14 devices come and go by themselves (REQ-I7)', () => {
  test('a new device is in all groups without anybody asking', async () => {
    laptop = await system.signIn('bob');
    for (const group of groups) {
      await isMemberOf(laptop, group);
      await alice.client.sendMessage(group, `hello ${group}`);
      await hasText(laptop, group, `hello ${group}`);
      await laptop.client.sendMessage(group, `from the laptop ${group}`);
      for (const one of [alice, bob, carol]) await hasText(one, group, `from the laptop ${group}`);
      await waitUntil('all know it', () => [alice, carol].every((one) => deviceCountOn(one, group) === 4));
    }
    expect(changesOf(await alice.history(groups[0] as ConversationId)).at(-1)).toEqual({
      kind: 'devices',
      added: 1,
      removed: 0,
    });
  });

  test('a removed device is out of all groups, and reads nothing more', { timeout: 60_000 }, async () => {
    const session = (await bob.client.listSessions()).find((one) => !one.current);
    await bob.client.removeDevice(session?.sessionId as never);
    for (const group of groups) {
      await waitUntil('it is out', () => [alice, bob, carol].every((one) => deviceCountOn(one, group) === 3));
    }
    const [group] = groups as [ConversationId];
    await alice.client.sendMessage(group, 'without the laptop');
    await hasText(bob, group, 'without the laptop');
    expect(changesOf(await alice.history(group)).at(-1)).toEqual({ kind: 'devices', added: 0, removed: 1 });
  });

  test('a new device enters by itself when no sibling is there', { timeout: 90_000 }, async () => {
    bob.network.setOnline(false);
    const tablet = await system.signIn('bob');
    for (const group of groups) {
      await isMemberOf(tablet, group);
      await waitUntil('all know it', () => deviceCountOn(alice, group) === 4);
      await tablet.client.sendMessage(group, 'from the tablet');
      await hasText(alice, group, 'from the tablet');
      expect(linesOf(await tablet.history(group))[0]).toBe('joined');
    }
    bob.network.setOnline(true);
    await bob.client.setActive(true);
    for (const group of groups) await hasText(bob, group, 'from the tablet');
    await tablet.close();
  });

  test('a revoked device of somebody who is away is taken out by others', { timeout: 90_000 }, async () => {
    const [group] = groups as [ConversationId];
    // Bob signs the tablet off, and is gone before his own device can commit anything.
    bob.network.setHostile({
      request(request) {
        if (/\/groups\//.test(request.url) && request.method !== 'GET') throw new TypeError('gone');
      },
    });
    const session = (await bob.client.listSessions()).find((one) => !one.current);
    await bob.client.removeDevice(session?.sessionId as never);
    bob.network.setOnline(false);
    bob.network.setHostile({});
    // Somebody looks at bob's devices, as anybody does who writes to him.
    await carol.client.openDirectConversation(accountOf(carol, 'bob'));
    await carol.client.conversationDetails(
      await carol.client.openDirectConversation(accountOf(carol, 'bob')),
    );
    await waitUntil('it is out', () => deviceCountOn(alice, group) === 3, 70_000);
    bob.network.setOnline(true);
    await bob.client.setActive(true);
    await waitUntil('bob knows', () => deviceCountOn(bob, group) === 3);
  });
});

describe('a device that was away', () => {
  test('GRP-12 catches up with whatever happened, in order', { timeout: 90_000 }, async () => {
    const [group] = groups as [ConversationId];
    carol.network.setOnline(false);
    const dave = await system.signUp('dave');
    await alice.client.refreshPeople();
    for (let i = 0; i < 12; i++) {
      await alice.client.sendMessage(group, `alice ${i}`);
      if (i % 4 === 1) await alice.client.updateGroup(group, { name: `name ${i}` });
      if (i === 2) {
        await alice.client.addMembers(group, [accountOf(alice, 'dave')]);
        await isMemberOf(dave, group);
      }
      if (i === 9) await alice.client.removeMember(group, accountOf(alice, 'dave'));
      await alice.settled();
    }
    await waitUntil('dave is gone', () => groupOn(dave, group)?.standing.kind === 'removed');
    await alice.client.sendMessage(group, 'the last');
    carol.network.setOnline(true);
    await carol.client.setActive(true);
    await hasText(carol, group, 'the last');
    const seen = textsOf(await carol.history(group)).filter((text) => text.startsWith('alice'));
    expect(seen).toEqual(Array.from({ length: 12 }, (_, i) => `alice ${i}`));
    expect((await carol.history(group)).filter((item) => item.kind === 'placeholder')).toEqual([]);
    expect(groupOn(carol, group)).toMatchObject({ name: 'name 9', memberCount: 3 });
  });

  test('GRP-12 joins again when what it slept through is not kept any more', {
    timeout: 90_000,
  }, async () => {
    const [, group] = groups as [ConversationId, ConversationId];
    const dave = await system.signIn('dave');
    await alice.client.addMembers(group, [accountOf(alice, 'dave')]);
    await isMemberOf(dave, group);
    await carol.client.sendMessage(group, 'good night');
    await hasText(alice, group, 'good night');
    carol.network.setOnline(false);
    // While it sleeps somebody is removed: the key it knows opens nothing any more.
    await alice.client.removeMember(group, accountOf(alice, 'dave'));
    await alice.client.sendMessage(group, 'slept through 1');
    await alice.client.sendMessage(group, 'slept through 2');
    await waitUntil('dave is gone', () => groupOn(dave, group)?.standing.kind === 'removed');
    await forgetLog(group, carol);
    carol.network.setOnline(true);
    await carol.client.setActive(true);
    await waitUntil('carol is back', () => linesOf(timelineOf(carol, group)).includes('rejoined'), 60_000);
    await carol.client.sendMessage(group, 'good morning');
    await hasText(alice, group, 'good morning');
    await alice.client.sendMessage(group, 'there you are');
    await hasText(carol, group, 'there you are');
    // What is missing is asked for, and comes.
    await hasText(carol, group, 'slept through 1');
    await hasText(carol, group, 'slept through 2');
    const seen = textsOf(await carol.history(group)).filter((text) => !text.startsWith('good morning'));
    expect(seen.slice(-4)).toEqual(['good night', 'slept through 1', 'slept through 2', 'there you are']);
    expect(changesOf(await alice.history(group)).at(-1)).toEqual({ kind: 'rejoined' });
    expect(detailsOn(alice, group).whoCanSee.devices).toBe(3);
  });
});

/** The server keeps nothing of a group's log that this device has not read. */
async function forgetLog(group: ConversationId, device: PersonDevice): Promise<void> {
  device.network.setHostile({
    frame: (frame) => (frame.type === 'group-events' && frame.group_id === (group as string) ? [] : [frame]),
    answer(request, answer) {
      if (!request.url.includes(`/groups/${group}/log`)) return answer;
      const body = {
        type: 'urn:sotto:problem:log-truncated',
        title: 'gone',
        status: 410,
        code: 'log-truncated',
      };
      // From here on it tells the truth again.
      device.network.setHostile({});
      return { ...answer, status: 410, body: JSON.stringify(body) };
    },
  });
}

const handles = new Map<string, ReturnType<PersonDevice['client']['openTimeline']>>();
function timelineOf(device: PersonDevice, group: ConversationId) {
  const name = `${device.username} ${group}`;
  const handle = handles.get(name) ?? device.client.openTimeline(group);
  handles.set(name, handle);
  return handle.timeline.current.items;
}
