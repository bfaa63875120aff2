import type { ConversationId } from '@sotto/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  accountOf,
  changesOf,
  detailsOn,
  groupOn,
  hasText,
  isMemberOf,
  linesOf,
  membersOn,
  messagesOf,
  textsOf,
} from '../src/system/group-view.ts';
import type { PersonDevice } from '../src/system/person.ts';
import { type System, startSystem } from '../src/system/start-system.ts';
import { waitUntil } from '../src/system/wait-until.ts';

let system: System;
let alice: PersonDevice;
let bob: PersonDevice;
let carol: PersonDevice;
let dave: PersonDevice;
let garden: ConversationId;

beforeAll(async () => {
  system = await startSystem();
  alice = await system.signUp('alice');
  bob = await system.signUp('bob');
  carol = await system.signUp('carol');
  dave = await system.signUp('dave');
  for (const one of [alice, bob, carol, dave]) await one.client.refreshPeople();
});
afterAll(() => system.stop());

describe('a group from its beginning to its end', () => {
  test('is there at once, and the others are brought in', async () => {
    garden = await alice.client.createGroup({
      name: '  Garden \n party ',
      description: 'Saturday',
      members: [accountOf(alice, 'bob'), accountOf(alice, 'carol')],
      requestId: 'one',
    });
    expect(groupOn(alice, garden)).toMatchObject({ name: 'Garden party', ownRole: 'owner' });
    expect(await alice.client.createGroup({ name: 'Garden party', members: [], requestId: 'one' })).toBe(
      garden,
    );
    await alice.client.sendMessage(garden, 'written before anybody is there');
    for (const one of [bob, carol]) {
      await isMemberOf(one, garden);
      await hasText(one, garden, 'written before anybody is there');
      expect(groupOn(one, garden)).toMatchObject({ name: 'Garden party', memberCount: 3, ownRole: 'member' });
    }
    expect(detailsOn(bob, garden).whoCanSee).toMatchObject({
      people: 3,
      devices: 3,
      history: { kind: 'none' },
      protection: 'post-quantum hybrid',
    });
    expect(linesOf(await alice.history(garden))).toEqual(['created', 'added']);
    expect(linesOf(await bob.history(garden))).toEqual(['joined']);
  });

  test('carries messages of everybody to everybody, in one order', async () => {
    for (let i = 0; i < 5; i++) {
      for (const one of [alice, bob, carol]) await one.client.sendMessage(garden, `${one.username} ${i}`);
    }
    for (const one of [alice, bob, carol]) {
      await waitUntil(
        'all is there',
        () => messagesOf(timeline(one)).filter((item) => item.state !== 'waiting').length === 16,
      );
    }
    const order = textsOf(await alice.history(garden));
    expect(textsOf(await bob.history(garden))).toEqual(order);
    expect(textsOf(await carol.history(garden))).toEqual(order);
    expect((await bob.history(garden)).some((item) => item.kind === 'message' && item.gapBefore)).toBe(false);
  });

  test('GRP-16 says how far a message has come, with each', async () => {
    const { messageId } = await alice.client.sendMessage(garden, 'who has read this');
    const item = () => messagesOf(timeline(alice)).find((one) => one.id === messageId);
    await waitUntil('delivered to both', () => item()?.state === 'delivered');
    await bob.client.markRead(garden, messageId);
    await waitUntil('read by one', () => item()?.receipts?.read === 1);
    expect(item()).toMatchObject({ state: 'delivered', receipts: { of: 2, delivered: 2, read: 1 } });
    expect(await alice.client.messageReceipts(garden, messageId)).toMatchObject([
      { person: { name: 'bob' }, state: 'read' },
      { person: { name: 'carol' }, state: 'delivered' },
    ]);
    await carol.client.markRead(garden, messageId);
    await waitUntil('read by all', () => item()?.state === 'read');
    // Nobody finds an empty conversation because a receipt travelled.
    expect(alice.client.conversations.current.map((one) => one.kind)).toEqual(['group']);
  });

  test('GRP-16 says who types', async () => {
    await bob.client.setTyping(garden, true);
    await waitUntil('alice sees it', () => groupOn(alice, garden)?.typists[0]?.name === 'bob');
    await bob.client.sendMessage(garden, 'written');
    await waitUntil('no more', () => groupOn(alice, garden)?.typing === false);
    await bob.client.setTyping(garden, false);
  });

  test('GRP-15 takes in more people, who see nothing from before', async () => {
    await expect(bob.client.addMembers(garden, [accountOf(bob, 'dave')])).rejects.toThrow('not-permitted');
    await alice.client.addMembers(garden, [accountOf(alice, 'dave')]);
    expect(detailsOn(alice, garden).members.find((one) => one.person.username === 'dave')).toMatchObject({
      pending: 'adding',
    });
    await isMemberOf(dave, garden);
    await alice.client.sendMessage(garden, 'welcome dave');
    await hasText(dave, garden, 'welcome dave');
    expect(textsOf(await dave.history(garden))).toEqual(['welcome dave']);
    await waitUntil('bob is told', () => groupOn(bob, garden)?.memberCount === 4);
    expect(changesOf(await bob.history(garden)).at(-1)).toMatchObject({
      kind: 'added',
      people: [{ name: 'dave' }],
    });
  });

  test('has admins and owners, whom everybody believes', async () => {
    await alice.client.setRole(garden, accountOf(alice, 'bob'), 'admin');
    await waitUntil('bob is admin', () => groupOn(bob, garden)?.ownRole === 'admin');
    await bob.client.updateGroup(garden, { name: 'Garden', description: 'Sunday' });
    await waitUntil('carol sees it', () => groupOn(carol, garden)?.name === 'Garden');
    const picture = { mediaType: 'image/png' as const, bytes: new Uint8Array([1, 2, 3]) };
    await bob.client.updateGroup(garden, { picture });
    await waitUntil('carol sees it', () => groupOn(carol, garden)?.picture?.bytes.length === 3);
    await expect(bob.client.updateGroup(garden, { history: { kind: 'all' } })).rejects.toThrow(
      'not-permitted',
    );
    await alice.client.updateGroup(garden, { history: { kind: 'all' } });
    await waitUntil('carol knows', () => detailsOn(carol, garden).whoCanSee.history.kind === 'all');
    expect(changesOf(await carol.history(garden)).slice(-6)).toMatchObject([
      { kind: 'added' },
      { kind: 'role-changed', person: { name: 'bob' }, role: 'admin' },
      { kind: 'renamed', before: 'Garden party', after: 'Garden' },
      { kind: 'description', text: 'Sunday' },
      { kind: 'picture', removed: false },
      { kind: 'policy-changed', history: { kind: 'all' } },
    ]);
  });

  test('removes somebody, who reads nothing that is said after', async () => {
    await bob.client.removeMember(garden, accountOf(bob, 'dave'));
    await bob.client.sendMessage(garden, 'dave is gone');
    await hasText(carol, garden, 'dave is gone');
    await waitUntil('dave knows', () => groupOn(dave, garden)?.standing.kind === 'removed');
    expect(textsOf(await dave.history(garden))).not.toContain('dave is gone');
    await expect(
      dave.client.sendMessage(garden, 'still here').then(() => dave.settled()),
    ).resolves.toBeUndefined();
    expect(messagesOf(await dave.history(garden)).at(-1)).toMatchObject({
      state: 'failed',
      failure: 'not-a-member',
    });
    expect(membersOn(carol, garden)).toEqual(['alice', 'bob', 'carol']);
  });

  test('lets somebody go who wants to', async () => {
    await carol.client.leaveGroup(garden);
    expect(groupOn(carol, garden)?.standing).toEqual({ kind: 'left' });
    await waitUntil('the others know', () => groupOn(bob, garden)?.memberCount === 2);
    expect(changesOf(await bob.history(garden)).at(-1)).toEqual({ kind: 'left' });
  });

  test('keeps an owner when the last one goes', async () => {
    await expect(alice.client.leaveGroup(garden)).rejects.toThrow('last-owner');
    await alice.client.leaveGroup(garden, { successor: accountOf(alice, 'bob') });
    await waitUntil('alice is gone', () => groupOn(bob, garden)?.memberCount === 1);
    expect(groupOn(bob, garden)?.ownRole).toBe('owner');
    expect(groupOn(alice, garden)?.standing.kind).toBe('left');
  });
});

const handles = new Map<PersonDevice, ReturnType<PersonDevice['client']['openTimeline']>>();
function timeline(device: PersonDevice) {
  const handle = handles.get(device) ?? device.client.openTimeline(garden);
  handles.set(device, handle);
  return handle.timeline.current.items;
}
