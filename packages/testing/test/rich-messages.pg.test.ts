import type { ConversationId, TimelineItem, TimelineMessage } from '@sotto/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../src/server-process/database-client.ts';
import type { PersonDevice } from '../src/system/person.ts';
import { type System, startSystem } from '../src/system/start-system.ts';
import { waitUntil } from '../src/system/wait-until.ts';

let system: System;
let alice: PersonDevice;
let bob: PersonDevice;
let conversation: ConversationId;

beforeAll(async () => {
  system = await startSystem();
  alice = await system.signUp('alice');
  bob = await system.signUp('bob');
  await alice.client.refreshPeople();
  const person = alice.client.people.current.find((one) => one.username === 'bob');
  if (person === undefined) throw new Error('nobody there');
  conversation = await alice.client.openDirectConversation(person.accountId);
});
afterAll(() => system.stop());

const items = (device: PersonDevice): readonly TimelineItem[] => {
  const handle = device.client.openTimeline(conversation);
  handle.close();
  return handle.timeline.current.items;
};
const message = (device: PersonDevice, id: string): TimelineMessage | undefined =>
  items(device).find((item): item is TimelineMessage => item.kind === 'message' && item.id === id);
const has = (device: PersonDevice, id: string, holds: (shown: TimelineMessage) => boolean = () => true) => {
  const shown = message(device, id);
  return shown !== undefined && holds(shown);
};
const summary = (device: PersonDevice) =>
  device.client.conversations.current.find((one) => one.conversationId === conversation);

test('RICH-3 what is done with messages comes to the other side, and survives a restart', async () => {
  const { messageId } = await alice.client.sendMessage(conversation, 'Rehearsal on Thursday');
  await waitUntil('it came', () => has(bob, messageId));
  const reply = await bob.client.sendMessage(conversation, 'Which room?', { replyTo: messageId });
  await bob.client.react(messageId, '🎹', true);
  await bob.client.setPinned(messageId, true);
  await alice.client.editMessage(messageId, 'Rehearsal on Friday');
  await waitUntil('all of it came', () => {
    const shown = message(alice, messageId);
    return shown?.reactions.length === 1 && shown.pinned && has(bob, messageId, (one) => one.edited !== null);
  });
  await alice.restart();
  await alice.settled();
  await waitUntil('the server has her edit', () => message(alice, messageId)?.change === null);
  expect(message(alice, messageId)).toMatchObject({
    text: 'Rehearsal on Friday',
    reactions: [{ emoji: '🎹', mine: false }],
    edited: { versions: 2, waiting: false },
    pinned: true,
    change: null,
  });
  expect(message(alice, reply.messageId)?.replyTo).toMatchObject({
    kind: 'message',
    preview: { text: 'Rehearsal on Friday' },
  });
});

test('RICH-3 what is done offline is done when there is a connection, in order', async () => {
  const { messageId } = await alice.client.sendMessage(conversation, 'first');
  await waitUntil('it came', () => has(bob, messageId));
  alice.network.setOnline(false);
  await alice.client.react(messageId, '👍', true);
  await alice.client.editMessage(messageId, 'second');
  await alice.client.react(messageId, '👍', false);
  await alice.client.editMessage(messageId, 'third');
  expect(message(alice, messageId)?.change).toBe('waiting');
  alice.network.setOnline(true);
  await alice.client.setActive(true);
  await waitUntil('it came', () => has(bob, messageId, (one) => one.text === 'third'));
  await waitUntil('it is said', () => message(alice, messageId)?.change === null);
  expect(message(bob, messageId)).toMatchObject({ reactions: [], edited: { versions: 3 } });
});

test('RICH-6 a poll, an event and a thread between two people', async () => {
  const poll = await alice.client.sendContent(conversation, {
    kind: 'poll',
    question: 'When?',
    options: ['Monday', 'Friday'],
    choicesMax: 1,
    closesAt: null,
  });
  await waitUntil('it came', () => has(bob, poll.messageId));
  await bob.client.vote(poll.messageId, [1]);
  const votes = (device: PersonDevice) => {
    const [part] = message(device, poll.messageId)?.parts ?? [];
    return part?.kind === 'poll' ? part.options.map((option) => option.votes) : [];
  };
  await waitUntil('the vote came', () => votes(alice)[1] === 1);
  await alice.client.closePoll(poll.messageId);
  await waitUntil('it is closed', () =>
    has(bob, poll.messageId, ({ parts: [part] }) => part?.kind === 'poll' && part.closed),
  );
  await expect(bob.client.vote(poll.messageId, [0])).rejects.toMatchObject({ code: 'not-permitted' });

  await bob.client.sendMessage(conversation, 'Friday it is', { threadId: poll.messageId });
  await waitUntil('alice follows', () => alice.client.threads.current.some((thread) => thread.unread === 1));
  expect(summary(alice)).toMatchObject({ unreadThreads: 1 });
  const thread = alice.client.openTimeline(conversation, { threadId: poll.messageId });
  await alice.client.markRead(conversation, thread.timeline.current.items.at(-1)?.id ?? '');
  await waitUntil('read', () => summary(alice)?.unreadThreads === 0);
  thread.close();
});

test('EXP-1 a message that disappears is gone on all devices and at the server', async () => {
  const second = await system.signIn('bob');
  await waitUntil(
    'both know',
    () => summary(second) !== undefined || second.client.people.current.length > 0,
  );
  second.network.setOnline(false);
  const { messageId } = await alice.client.sendMessage(conversation, 'CANARY-disappears', {
    expiresInSeconds: 5,
  });
  await waitUntil('it came', () => has(bob, messageId));
  const database = await openDatabase(system.server, 'owner');
  const waiting = async () => {
    const { rows } = await database.query('select 1 from envelopes where message_id = $1', [messageId]);
    return rows.length;
  };
  expect(await waiting()).toBeGreaterThan(0);
  await bob.client.markRead(conversation, messageId);
  await waitUntil('gone', () => !has(alice, messageId) && !has(bob, messageId));
  // Bob's first device tells the server that the copy for his second has no reader any more.
  for (let tries = 0; (await waiting()) > 0; tries++) {
    if (tries > 200) throw new Error('a copy is still waiting');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await database.end();
  for (const device of [alice, bob]) {
    const store = await device.store.open();
    for (const table of ['items', 'marks', 'retry_cache', 'outbox']) {
      const rows = JSON.stringify(store.all(`select * from ${table}`));
      expect([table, rows.includes('CANARY-disappears')]).toEqual([table, false]);
    }
    await device.recover();
    await device.settled();
  }
  second.network.setOnline(true);
  await second.client.setActive(true);
  await second.settled();
  expect(JSON.stringify(await second.history(conversation))).not.toContain('CANARY-disappears');
  const { messageId: next } = await alice.client.sendMessage(conversation, 'and on');
  await waitUntil('it came', () => has(second, next));
  expect(message(second, next)?.gapBefore).toBe(false);
});

test('RICH-3 what was deleted for everybody never comes to a device that was away', async () => {
  bob.network.setOnline(false);
  const { messageId } = await alice.client.sendMessage(conversation, 'regretted');
  await alice.settled();
  await alice.client.deleteForEveryone(messageId);
  await alice.settled();
  await waitUntil('the server forgot it', () => message(alice, messageId)?.deleted === true);
  await new Promise((resolve) => setTimeout(resolve, 500));
  bob.network.setOnline(true);
  await bob.client.setActive(true);
  const { messageId: next } = await alice.client.sendMessage(conversation, 'after it');
  await waitUntil('it came', () => has(bob, next));
  expect(message(bob, messageId)).toBeUndefined();
  expect(message(bob, next)?.gapBefore).toBe(false);
});

test('RICH-5 a message can be taken back for a while; a scheduled one leaves in time', async () => {
  const undone = await alice.client.sendMessage(conversation, 'oops', { undoSeconds: 30 });
  expect(await alice.client.undoSend(undone.messageId)).toMatchObject({ text: 'oops' });
  const content = { kind: 'text' as const, text: 'a moment later' };
  await alice.client.scheduleMessage(conversation, content, Date.now() + 300);
  expect(alice.client.scheduled.current).toMatchObject([{ content }]);
  await waitUntil('it came', () => summary(bob)?.lastMessage?.text === 'a moment later');
  expect(alice.client.scheduled.current).toEqual([]);
  expect(items(bob).some((item) => item.kind === 'message' && item.text === 'oops')).toBe(false);
});

test('REQ-C3 a large text travels compressed, and looks like any other of its class', async () => {
  const text = 'All work and no play makes a dull programme. '.repeat(4000);
  const before = alice.network.sent.length;
  const { messageId } = await alice.client.sendMessage(conversation, text);
  await waitUntil('it came', () => has(bob, messageId, (shown) => shown.text === text));
  const sizes = alice.network.sent
    .slice(before)
    .filter((frame) => frame.message_id === messageId)
    .flatMap((frame) => frame.recipients.flatMap(({ envelopes }) => envelopes))
    .map(({ ciphertext }) => ciphertext.length);
  expect(Math.max(...sizes)).toBeLessThan(4096);
});

test('RICH-8 a reference is found by both, and by nobody at the server', async () => {
  await alice.client.setReference(conversation, { system: 'order', reference: 'CANARY-A-1042' });
  await waitUntil('it came', () => summary(bob)?.reference?.reference === 'CANARY-A-1042');
  expect(await bob.client.findByReference({ reference: 'canary-a-1042' })).toEqual([conversation]);
  const database = await openDatabase(system.server, 'owner');
  const { rows } = await database.query(
    `select table_name from information_schema.tables where table_schema = 'public'`,
  );
  for (const { table_name } of rows as { table_name: string }[]) {
    const found = await database.query(`select 1 from ${table_name} t where t::text like '%CANARY%' limit 1`);
    expect([table_name, found.rows]).toEqual([table_name, []]);
  }
  await database.end();
});
