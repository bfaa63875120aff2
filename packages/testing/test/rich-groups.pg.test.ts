import type { ConversationId, TimelineMessage } from '@sotto/client';
import { mentionLink } from '@sotto/client';
import type { DownFrame } from '@sotto/protocol/socket';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readGroupPayloads } from '../src/system/group-payloads.ts';
import { accountOf, hasText, isMemberOf } from '../src/system/group-view.ts';
import type { PersonDevice } from '../src/system/person.ts';
import { type System, startSystem } from '../src/system/start-system.ts';
import { waitUntil } from '../src/system/wait-until.ts';

let system: System;
let alice: PersonDevice;
let bob: PersonDevice;
let carol: PersonDevice;
let everybody: readonly PersonDevice[];
let order: ConversationId;

beforeAll(async () => {
  system = await startSystem();
  alice = await system.signUp('alice');
  bob = await system.signUp('bob');
  carol = await system.signUp('carol');
  everybody = [alice, bob, carol];
  for (const one of everybody) await one.client.refreshPeople();
  // Somebody who joined this moment is brought in a little later, and reads from then on.
  await new Promise((resolve) => setTimeout(resolve, 2000));
});
afterAll(() => system.stop());

const message = (device: PersonDevice, id: string): TimelineMessage | undefined => {
  const handle = device.client.openTimeline(order);
  handle.close();
  const item = handle.timeline.current.items.find((one) => one.id === id);
  return item?.kind === 'message' ? item : undefined;
};
const until = (what: string, id: string, holds: (shown: TimelineMessage) => boolean) =>
  waitUntil(what, () =>
    everybody.every((device) => {
      const shown = message(device, id);
      return shown !== undefined && holds(shown);
    }),
  );
const gaps = (device: PersonDevice) => {
  const handle = device.client.openTimeline(order);
  handle.close();
  return handle.timeline.current.items.filter((item) => item.kind === 'message' && item.gapBefore);
};
const summary = (device: PersonDevice) =>
  device.client.conversations.current.find((one) => one.conversationId === order);

test('RICH-8 a subject with several recipients, tied to an order, found by it', async () => {
  const reference = { system: 'order', reference: 'A-1042' };
  order = await alice.client.startSubject({
    subject: '  The ring  for Ms. Huber ',
    recipients: [accountOf(alice, 'bob'), accountOf(alice, 'carol')],
    reference,
    requestId: 'once',
  });
  await alice.client.sendMessage(order, 'Which stone?');
  for (const one of [bob, carol]) {
    await isMemberOf(one, order);
    await hasText(one, order, 'Which stone?');
    await waitUntil('the reference came', () => summary(one)?.reference?.reference === 'A-1042');
    expect(summary(one)).toMatchObject({ kind: 'group', name: 'The ring for Ms. Huber', reference });
    expect(await one.client.findByReference({ reference: 'a-1042' })).toEqual([order]);
  }
  await expect(
    alice.client.startSubject({ subject: ' ', recipients: [accountOf(alice, 'bob')] }),
  ).rejects.toMatchObject({ code: 'invalid-input' });
});

test('RICH-3 what everybody does at once comes to the same everywhere', async () => {
  const poll = await alice.client.sendContent(order, {
    kind: 'poll',
    question: 'Stone?',
    options: ['sapphire', 'ruby', 'none'],
    choicesMax: 1,
    closesAt: null,
  });
  const { messageId } = await alice.client.sendMessage(order, 'Ready on Monday');
  await until('it came', messageId, () => true);
  for (const one of everybody) one.network.setOnline(false);
  for (const [i, one] of everybody.entries()) {
    await one.client.vote(poll.messageId, [i]);
    await one.client.react(messageId, '👍', true);
    await one.client.react(messageId, i === 0 ? '🎹' : '💍', true);
    await one.client.setPinned(messageId, i !== 1);
  }
  await alice.client.editMessage(messageId, 'Ready on Tuesday');
  for (const one of everybody) {
    one.network.setOnline(true);
    await one.client.setActive(true);
  }
  await until('everything came', messageId, (shown) => {
    const people = shown.reactions.map(({ emoji, people: who }) => [emoji, who.length]);
    return (
      JSON.stringify(people.sort()) ===
        JSON.stringify(
          [
            ['👍', 3],
            ['💍', 2],
            ['🎹', 1],
          ].sort(),
        ) && shown.text === 'Ready on Tuesday'
    );
  });
  await until(
    'the votes came',
    poll.messageId,
    ({ parts: [part] }) => part?.kind === 'poll' && part.voters === 3,
  );
  await waitUntil('all agree on the pin', () => {
    const pins = everybody.map((one) => message(one, messageId)?.pinned);
    return new Set(pins).size === 1 && everybody.every((one) => message(one, messageId)?.change === null);
  });
});

test('RICH-2 a thread in a group is followed by who was mentioned', async () => {
  const { messageId: root } = await alice.client.sendMessage(order, 'Engraving');
  await until('it came', root, () => true);
  const mention = mentionLink(accountOf(alice, 'carol'), 'carol');
  await alice.client.sendMessage(order, `${mention} what do you think?`, { threadId: root });
  await waitUntil('carol follows', () => carol.client.threads.current[0]?.threadId === root);
  expect(carol.client.threads.current[0]).toMatchObject({ unread: 1, unreadMentions: 1 });
  await waitUntil('bob has it', () => message(bob, root)?.thread?.replies === 1);
  expect(bob.client.threads.current).toEqual([]);
});

test('RICH-3 what was deleted for everybody is gone everywhere, and nobody else can delete it', async () => {
  const { messageId } = await bob.client.sendMessage(order, 'a mistake');
  await until('it came', messageId, () => true);
  await expect(alice.client.deleteForEveryone(messageId)).rejects.toMatchObject({ code: 'not-permitted' });
  await bob.client.deleteForEveryone(messageId);
  await until('it is gone', messageId, (shown) => shown.deleted && shown.text === '');
});

test('RICH-3 what was deleted before somebody read it is gone at the server too, and nobody misses it', async () => {
  const payloads = () => readGroupPayloads(system.server);
  carol.network.setOnline(false);
  const { messageId } = await bob.client.sendMessage(order, 'meant for somebody else');
  await waitUntil('alice has it', () => message(alice, messageId) !== undefined);
  expect((await payloads()).get(messageId)?.length).toBeGreaterThan(100);
  await bob.client.deleteForEveryone(messageId);
  await waitUntil('it is gone there', async () => (await payloads()).get(messageId)?.length === 0);
  carol.network.setOnline(true);
  await carol.client.setActive(true);
  await bob.client.sendMessage(order, 'what I meant to say');
  await hasText(carol, order, 'what I meant to say');
  await waitUntil('the deletion came', () => gaps(carol).length === 0);
  expect(message(carol, messageId)?.text ?? '').toBe('');
});

test('RICH-3 what was deleted on its way there is withdrawn as soon as it has arrived', async () => {
  let isLate = true;
  const held: DownFrame[] = [];
  bob.network.setHostile({
    frame(frame) {
      if (frame.type !== 'accepted' || !isLate) return [frame];
      held.push(frame);
      return [];
    },
  });
  const { messageId } = await bob.client.sendMessage(order, 'too quick');
  await waitUntil('it left', () => held.length > 0);
  await bob.client.deleteForEveryone(messageId);
  isLate = false;
  bob.network.drop();
  await waitUntil('it is gone there', async () => {
    const left = (await readGroupPayloads(system.server)).get(messageId);
    return left === undefined || left.length === 0;
  });
  bob.network.setHostile({});
  await until('all know', messageId, (shown) => shown.deleted && shown.text === '');
});

test('EXP-2 messages of a group disappear for each when they have read them', async () => {
  await carol.client.setExpiry(order, 5);
  await waitUntil('agreed', () => everybody.every((one) => summary(one)?.expiresInSeconds === 5));
  const { messageId } = await carol.client.sendMessage(order, 'CANARY soon gone');
  await until('it came', messageId, (shown) => shown.expiry?.seconds === 5);
  await alice.client.markRead(order, messageId);
  await waitUntil('gone for alice', () => message(alice, messageId) === undefined);
  expect(message(bob, messageId)?.expiry).toEqual({ seconds: 5, at: null });
  await bob.client.markRead(order, messageId);
  await waitUntil('gone for all', () => everybody.every((one) => message(one, messageId) === undefined));
  await alice.client.setExpiry(order, null);
});
