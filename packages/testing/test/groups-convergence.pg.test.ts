import type { ConversationId } from '@sotto/client';
import type { DownFrame } from '@sotto/protocol/socket';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  accountOf,
  detailsOn,
  groupOn,
  hasText,
  isMemberOf,
  linesOf,
  membersOn,
  textsOf,
} from '../src/system/group-view.ts';
import type { PersonDevice } from '../src/system/person.ts';
import { type System, startSystem } from '../src/system/start-system.ts';
import { noFaults } from '../src/system/unreliable-network.ts';
import { waitUntil } from '../src/system/wait-until.ts';

let system: System;
let alice: PersonDevice;
let bob: PersonDevice;
let carol: PersonDevice;
let group: ConversationId;

beforeAll(async () => {
  system = await startSystem();
  alice = await system.signUp('alice');
  bob = await system.signUp('bob');
  carol = await system.signUp('carol');
  for (const name of ['dave', 'erin']) await system.signUp(name);
  for (const one of everybody()) await one.client.refreshPeople();
  const members = ['bob', 'carol'].map((name) => accountOf(alice, name));
  group = await alice.client.createGroup({ name: 'Garden', members });
  for (const one of [bob, carol]) await isMemberOf(one, group);
  for (const name of ['bob', 'carol']) await alice.client.setRole(group, accountOf(alice, name), 'owner');
  for (const one of [bob, carol]) await waitUntil('an owner', () => groupOn(one, group)?.ownRole === 'owner');
}, 60_000);
afterEach(() => {
  for (const one of everybody()) {
    one.network.setHostile({});
    one.network.setFaults(noFaults);
  }
});
afterAll(() => system.stop());

const everybody = () => [alice, bob, carol];
const epochOn = (device: PersonDevice) =>
  Number(device.store.peek('select epoch from groups where group_id = ?', [group])[0]?.['epoch']);

/** What all see is the same, and everybody reads everybody. */
async function agree(mark: string): Promise<void> {
  await waitUntil(
    'nothing is left to do',
    () => everybody().every((one) => detailsOn(one, group).tasks.length === 0),
    40_000,
  );
  for (const one of everybody()) await one.client.sendMessage(group, `${mark} ${one.username}`);
  for (const one of everybody()) {
    for (const other of everybody()) await hasText(one, group, `${mark} ${other.username}`);
  }
  const [first, ...others] = everybody().map((one) => {
    const { name, description } = detailsOn(one, group);
    return { name, description, epoch: epochOn(one), members: membersOn(one, group) };
  });
  for (const other of others) expect(other).toEqual(first);
  for (const one of everybody()) {
    const items = await one.history(group);
    expect(items.filter((item) => item.kind === 'placeholder')).toEqual([]);
    expect(items.filter((item) => item.kind === 'message' && item.gapBefore)).toEqual([]);
    expect(linesOf(items)).not.toContain('fork-detected');
  }
}

describe('GRP-9 whatever several do at once comes to the same', () => {
  test('two who add and remove the same people, and name the group differently', {
    timeout: 120_000,
  }, async () => {
    for (let round = 0; round < 6; round++) {
      await Promise.all([
        alice.client.updateGroup(group, { name: `by alice ${round}` }),
        bob.client.updateGroup(group, { name: `by bob ${round}`, description: `round ${round}` }),
        alice.client.addMembers(group, [accountOf(alice, 'dave')]),
        bob.client.addMembers(group, [accountOf(bob, 'dave'), accountOf(bob, 'erin')]),
        carol.client.sendMessage(group, `meanwhile ${round}`),
      ]);
      await waitUntil(
        'five are in',
        () => everybody().every((one) => membersOn(one, group).length === 5),
        40_000,
      );
      await Promise.all([
        alice.client.removeMember(group, accountOf(alice, 'dave')),
        bob.client.removeMember(group, accountOf(bob, 'dave')),
        carol.client.removeMember(group, accountOf(carol, 'erin')),
        bob.client.sendMessage(group, `and then ${round}`),
      ]);
      await waitUntil(
        'three are in',
        () => everybody().every((one) => membersOn(one, group).length === 3),
        40_000,
      );
      await agree(`round ${round}`);
      expect(detailsOn(carol, group).description).toBe(`round ${round}`);
    }
  });

  test('over connections that lose, double, reorder and break', { timeout: 180_000 }, async () => {
    for (const one of everybody()) {
      one.network.setFaults({ duplicate: 0.2, reorder: 0.2, delay: 0.2, break: 0.03 });
    }
    const said: string[] = [];
    for (let round = 0; round < 8; round++) {
      for (const one of everybody()) {
        const line = `${one.username} says ${round}`;
        said.push(line);
        await one.client.sendMessage(group, line);
        await one.client.updateGroup(group, { description: line });
      }
    }
    for (const one of everybody()) for (const line of said) await hasText(one, group, line);
    for (const one of everybody()) one.network.setFaults(noFaults);
    await agree('after the storm');
    for (const one of everybody()) {
      const seen = textsOf(await one.history(group)).filter((text) => text.includes(' says '));
      expect([...seen].sort()).toEqual([...said].sort());
    }
  });

  test('though answers are lost: nothing is done twice', { timeout: 60_000 }, async () => {
    let lost = 0;
    const before = epochOn(bob);
    alice.network.setHostile({
      answer(request, answer) {
        if (request.method !== 'POST' || !request.url.includes('/commits/') || lost === 3) return answer;
        lost += 1;
        throw new TypeError('lost');
      },
    });
    await alice.client.updateGroup(group, { name: 'said into the void' });
    for (const one of everybody()) {
      await waitUntil('it came', () => groupOn(one, group)?.name === 'said into the void', 40_000);
    }
    expect(lost).toBeGreaterThan(0);
    alice.network.setHostile({});
    await agree('answers lost');
    expect(epochOn(bob)).toBe(before + 1);
  });
});

test('MSG-3 nothing overtakes a message that left in an epoch that had ended', {
  timeout: 60_000,
}, async () => {
  let isDeaf = true;
  let isLate = true;
  let stale: DownFrame | undefined;
  alice.network.setHostile({
    frame(frame) {
      if (frame.type === 'group-events' && isDeaf) return [];
      if (frame.type === 'group-stale' && isLate) {
        stale = frame;
        return [];
      }
      if (stale === undefined || isLate) return [frame];
      const answer = stale;
      stale = undefined;
      return [answer, frame];
    },
  });
  await carol.client.updateGroup(group, { name: 'moved on' });
  await waitUntil('it moved on', () => groupOn(bob, group)?.name === 'moved on');
  await alice.client.sendMessage(group, 'said first');
  await waitUntil('it came too late', () => stale !== undefined);
  isDeaf = false;
  await bob.client.sendMessage(group, 'listen');
  await waitUntil('alice knows', () => groupOn(alice, group)?.name === 'moved on');
  await alice.client.sendMessage(group, 'said second');
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(textsOf(await bob.history(group))).not.toContain('said second');
  isLate = false;
  await bob.client.sendMessage(group, 'go on');
  await hasText(bob, group, 'said second');
  const said = textsOf(await bob.history(group)).filter((text) => text.startsWith('said '));
  expect(said.slice(-2)).toEqual(['said first', 'said second']);
});

test('MSG-3 what is for a group does not wait for keys of others that have not come yet', {
  timeout: 60_000,
}, async () => {
  let arrived: () => void = () => {};
  const late = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  let asked = 0;
  const erin = accountOf(alice, 'erin');
  alice.network.setHostile({
    async answer(request, answer) {
      if (!request.url.includes(erin)) return answer;
      asked += 1;
      await late;
      return answer;
    },
  });
  const direct = await alice.client.openDirectConversation(erin);
  await alice.client.sendMessage(direct, 'to erin alone');
  await waitUntil('her keys are asked for', () => asked > 0);
  await alice.client.sendMessage(group, 'to everybody');
  await hasText(bob, group, 'to everybody');
  expect(alice.network.sent.flatMap((one) => one.recipients.map((to) => to.user_id))).not.toContain(erin);
  arrived();
  await waitUntil('erin is written to', () =>
    alice.network.sent.some((one) => one.recipients.some((to) => to.user_id === erin)),
  );
});

describe('GRP-9 the process stops between any two writes', () => {
  const quiet = () => new Promise((resolve) => setTimeout(resolve, 300));

  async function writesOf(device: PersonDevice, name: string): Promise<number> {
    const before = device.store.writes;
    await alice.client.updateGroup(group, { name });
    await waitUntil('it is so', () => groupOn(device, group)?.name === name);
    await quiet();
    return device.store.writes - before;
  }

  test('of who commits', { timeout: 300_000 }, async () => {
    const writes = await writesOf(alice, 'counting');
    expect(writes).toBeGreaterThan(3);
    for (let point = 0; point < writes; point++) {
      const name = `stopped at write ${point}`;
      alice.store.cutAfter(point);
      const accepted = await Promise.race([
        alice.client.updateGroup(group, { name }).then(
          () => true,
          () => false,
        ),
        quiet().then(() => false),
      ]);
      await waitUntil(
        'the power is gone, or all is done',
        () => alice.store.isCut || groupOn(bob, group)?.name === name,
        3000,
      ).catch(() => {});
      await alice.recover();
      await alice.settled();
      const wanted = accepted || detailsOn(alice, group).name === name;
      if (wanted)
        for (const one of everybody()) await waitUntil('so', () => groupOn(one, group)?.name === name);
      await agree(`point ${point}`);
    }
  });

  test('of who takes a commit in', { timeout: 300_000 }, async () => {
    const writes = await writesOf(bob, 'counting again');
    expect(writes).toBeGreaterThan(1);
    for (let point = 0; point < writes; point++) {
      const name = `taken in at write ${point}`;
      bob.store.cutAfter(point);
      await alice.client.updateGroup(group, { name });
      await waitUntil('the power is gone, or all is done', () => bob.store.isCut, 1500).catch(() => {});
      await bob.recover();
      await waitUntil('bob knows', () => groupOn(bob, group)?.name === name);
      await agree(`taken in ${point}`);
    }
  });
});
