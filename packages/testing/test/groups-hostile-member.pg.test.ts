import { randomBytes } from 'node:crypto';
import type { ConversationId } from '@sotto/client';
import type { DeviceId } from '@sotto/protocol';
import { decodeGroupContext, encodeGroupContext, type GroupContextContent } from '@sotto/protocol/content';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createCommit, extensionTypes, findExtension } from '../../crypto/src/group/index.ts';
import {
  accountOf,
  changesOf,
  detailsOn,
  groupOn,
  hasText,
  isMemberOf,
  membersOn,
} from '../src/system/group-view.ts';
import { type HostileMember, hostileMember } from '../src/system/hostile-member.ts';
import type { PersonDevice } from '../src/system/person.ts';
import { type System, startSystem } from '../src/system/start-system.ts';
import { waitUntil } from '../src/system/wait-until.ts';

let system: System;
let alice: PersonDevice;
let bob: PersonDevice;
let carol: PersonDevice;
let mallory: PersonDevice;
let group: ConversationId;
let hostile: HostileMember;

beforeEach(async () => {
  if (system === undefined) {
    system = await startSystem();
    alice = await system.signUp('alice');
    bob = await system.signUp('bob');
    carol = await system.signUp('carol');
    mallory = await system.signUp('mallory');
    for (const one of [alice, bob, carol, mallory]) await one.client.refreshPeople();
  }
  const members = ['bob', 'carol', 'mallory'].map((name) => accountOf(alice, name));
  group = await alice.client.createGroup({ name: 'Garden', members });
  for (const one of [bob, carol, mallory]) await isMemberOf(one, group);
  await alice.client.sendMessage(group, 'before');
  for (const one of [bob, carol, mallory]) await hasText(one, group, 'before');
  hostile = hostileMember(system.server.url, mallory, group);
}, 120_000);
afterAll(() => system.stop());

const honest = () => [alice, bob, carol];

/** Nothing has changed for anybody, everybody says so, and the group goes on. */
async function goesOn(): Promise<void> {
  await alice.client.sendMessage(group, 'after, from alice');
  await bob.client.sendMessage(group, 'after, from bob');
  for (const one of [...honest(), mallory]) {
    await hasText(one, group, 'after, from alice');
    await hasText(one, group, 'after, from bob');
  }
  for (const one of honest()) {
    expect(membersOn(one, group)).toEqual(['alice', 'bob', 'carol', 'mallory']);
    expect(groupOn(one, group)).toMatchObject({ name: 'Garden', standing: { kind: 'member' } });
    const roles = detailsOn(one, group).members.map((member) => [member.person.username, member.role]);
    expect(Object.fromEntries(roles)).toEqual({
      alice: 'owner',
      bob: 'member',
      carol: 'member',
      mallory: 'member',
    });
  }
}

async function isRefused(): Promise<void> {
  for (const one of honest()) {
    const handle = one.client.openTimeline(group);
    await waitUntil(`${one.username} says so`, () =>
      handle.timeline.current.items.some(
        (item) =>
          item.kind === 'notice' &&
          item.notice === 'group' &&
          item.change.kind === 'change-refused' &&
          item.actor.name === 'mallory',
      ),
    );
    handle.close();
  }
}

const contextOf = (member: HostileMember): GroupContextContent => {
  const data = findExtension(member.state.context.extensions, extensionTypes.sottoGroup);
  const decoded = decodeGroupContext(data ?? new Uint8Array());
  if (decoded.kind !== 'context') throw new Error('no context');
  return decoded.context;
};
const withContext = (change: Partial<GroupContextContent>) =>
  ({
    kind: 'group-context',
    extensions: [
      {
        type: extensionTypes.sottoGroup,
        data: encodeGroupContext({ ...contextOf(hostile), ...change }),
      },
    ],
  }) as const;

describe('GRP-1 GRP-6 a member without the role (REQ-G2)', () => {
  test('removes nobody, though the server took it', async () => {
    const victim = accountOf(alice, 'carol');
    const [device] = carol.store.peek('select device_id from account');
    const removed = [{ user_id: victim, device_id: device?.['device_id'] as DeviceId }];
    const answer = await hostile.commit(
      { proposals: [{ kind: 'remove', leaf: hostile.leafOf(victim) }] },
      { removed },
    );
    expect(answer.body['outcome']).toBe('accepted');
    for (const one of [alice, bob]) {
      const handle = one.client.openTimeline(group);
      await waitUntil('refused', () =>
        changesOf(handle.timeline.current.items).some((change) => change.kind === 'change-refused'),
      );
      handle.close();
    }
    await goesOn();
  });

  test('makes nobody an owner', async () => {
    const roles = new Map(contextOf(hostile).roles).set(accountOf(alice, 'mallory'), 'owner');
    await hostile.commit({ proposals: [withContext({ roles })] });
    await isRefused();
    await goesOn();
  });

  test('changes no name', async () => {
    await hostile.commit({ proposals: [withContext({ name: 'Mine' })] });
    await isRefused();
    await goesOn();
  });

  test('takes away nothing that the group says of itself', async () => {
    await hostile.commit({ proposals: [{ kind: 'group-context', extensions: [] }] });
    await isRefused();
    await goesOn();
  });

  test('cannot stop the group with bytes that are no commit', { timeout: 90_000 }, async () => {
    const { commit } = createCommit(hostile.state, {
      proposals: [],
      random: (bytes) => new Uint8Array(randomBytes(bytes)),
    });
    // Its head is right, so that the server takes it; nobody can open it.
    const broken = Uint8Array.from(commit);
    broken.set(randomBytes(40), broken.length - 40);
    expect((await hostile.send(hostile.bodyOf(broken))).body['outcome']).toBe('accepted');
    await goesOn();
  });

  test('cannot do it three times in a row', { timeout: 90_000 }, async () => {
    for (const name of ['One', 'Two', 'Three']) {
      const before = hostileMember(system.server.url, mallory, group);
      hostile = before;
      const answer = await before.commit({ proposals: [withContext({ name })] });
      expect(answer.body['outcome']).toBe('accepted');
      await alice.client.sendMessage(group, `not ${name}`);
      for (const one of [...honest(), mallory]) await hasText(one, group, `not ${name}`);
    }
    await goesOn();
  });
});

describe('GRP-6 refusing what holds', () => {
  test('changes nothing: the first commit that holds counts', async () => {
    await alice.client.updateGroup(group, { description: 'by alice' });
    for (const one of [bob, carol]) {
      await waitUntil('all have it', () => detailsOn(one, group).description === 'by alice');
    }
    // Mallory goes on from the epoch before, as if that commit were to be refused.
    const [{ refuses = 0 } = {}] = [await newestCommit()];
    const answer = await hostile.commit({ proposals: [] }, { refuses: refuses as never });
    expect(answer.body['outcome']).toBe('accepted');
    await alice.client.sendMessage(group, 'still here');
    for (const one of [bob, carol]) await hasText(one, group, 'still here');
    for (const one of honest()) expect(detailsOn(one, group).description).toBe('by alice');
  });
});

async function newestCommit(): Promise<{ refuses: number }> {
  const [own] = alice.store.peek('select access_token from account');
  const response = await fetch(`${system.server.url}/api/v1/groups/${group}`, {
    headers: { authorization: `Bearer ${own?.['access_token'] as string}` },
  });
  const { commit_seq } = (await response.json()) as { commit_seq: number };
  return { refuses: commit_seq };
}
