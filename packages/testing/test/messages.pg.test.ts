import type { ConversationId, TimelineItem } from '@sotto/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
  conversation = await alice.client.openDirectConversation(personOf(alice, 'bob'));
});
afterAll(() => system.stop());

const personOf = (device: PersonDevice, username: string) => {
  const person = device.client.people.current.find((one) => one.username === username);
  if (person === undefined) throw new Error(`${device.username} does not know ${username}`);
  return person.accountId;
};
const texts = (items: readonly TimelineItem[]) =>
  items.flatMap((item) => (item.kind === 'message' ? [item.text] : []));
const unread = (device: PersonDevice) =>
  device.client.conversations.current.find((one) => one.conversationId === conversation)?.unread;
const hasText = (device: PersonDevice, text: string) =>
  device.client.conversations.current.some((one) => one.lastMessage?.text === text);

test('a message is echoed, sent, delivered and read', async () => {
  const handle = alice.client.openTimeline(conversation);
  await alice.client.sendMessage(conversation, 'hello');
  const state = () => handle.timeline.current.items.findLast((item) => item.kind === 'message')?.state;
  expect(state()).toBe('waiting');
  await waitUntil('delivered', () => state() === 'delivered');
  expect(unread(bob)).toBe(1);
  const [item] = await bob.history(conversation);
  await bob.client.markRead(conversation, item?.id ?? '');
  expect(unread(bob)).toBe(0);
  await waitUntil('read', () => state() === 'read');
  handle.close();
});

test('MSG-11 without read receipts none is sent, and none is shown', async () => {
  await bob.client.setPreferences({ readReceipts: false });
  await alice.client.sendMessage(conversation, 'secretly read');
  await waitUntil('bob has it', () => hasText(bob, 'secretly read'));
  await bob.client.markRead(conversation, (await bob.history(conversation)).at(-1)?.id ?? '');
  await bob.client.sendMessage(conversation, 'and mine');
  await waitUntil('alice has it', () => hasText(alice, 'and mine'));
  // Time for a receipt that must not come; that it was delivered is said in any case.
  await new Promise((resolve) => setTimeout(resolve, 600));
  const items = await alice.history(conversation);
  expect(items.find((item) => item.kind === 'message' && item.text === 'secretly read')).toMatchObject({
    state: 'delivered',
  });
  await alice.client.markRead(conversation, items.at(-1)?.id ?? '');
  await waitUntil('alice read everything', () => unread(alice) === 0);
  await bob.client.setPreferences({ readReceipts: true });
});

test('typing comes and goes', async () => {
  const typing = () =>
    bob.client.conversations.current.find((one) => one.conversationId === conversation)?.typing;
  await alice.client.setTyping(conversation, true);
  await waitUntil('bob sees it', () => typing() === true);
  await alice.client.sendMessage(conversation, 'written');
  await waitUntil('it came', () => hasText(bob, 'written'));
  expect(typing()).toBe(false);
  await alice.client.setTyping(conversation, false);
});

test('MSG-3 what is written offline leaves in order, once, after a restart', async () => {
  alice.network.setOnline(false);
  const lines = Array.from({ length: 20 }, (_, i) => `offline ${i}`);
  for (const line of lines) await alice.client.sendMessage(conversation, line);
  await alice.restart();
  await waitUntil('offline', () => alice.client.connection.current.kind === 'offline');
  alice.network.setOnline(true);
  await alice.client.setActive(true);
  await alice.settled();
  // At no moment does one stand before another that was written earlier.
  const inOrder = async () =>
    texts(await alice.history(conversation)).filter((text) => text.startsWith('offline'));
  while (!hasText(bob, 'offline 19')) {
    expect(await inOrder()).toEqual(lines);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(texts(await bob.history(conversation)).filter((text) => text.startsWith('offline'))).toEqual(lines);
  expect(texts(await alice.history(conversation))).toEqual(texts(await bob.history(conversation)));
});

test('MSG-1 the same request sends once', async () => {
  const options = { requestId: 'asked twice' };
  const first = await alice.client.sendMessage(conversation, 'once', options);
  expect(await alice.client.sendMessage(conversation, 'once', options)).toEqual(first);
  await waitUntil('bob has it', () => hasText(bob, 'once'));
  expect(texts(await bob.history(conversation)).filter((text) => text === 'once')).toHaveLength(1);
});

test('MSG-9 a second device gets what the first sends and receives, and reading on one reads on both', async () => {
  const second = await system.signIn('alice');
  await alice.client.sendMessage(conversation, 'from the first device');
  await waitUntil('the second shows it', () => hasText(second, 'from the first device'));
  await bob.client.sendMessage(conversation, 'to both devices');
  await waitUntil(
    'both have it',
    () => hasText(second, 'to both devices') && hasText(alice, 'to both devices'),
  );
  expect(unread(second)).toBeGreaterThan(0);
  await alice.client.markRead(conversation, (await alice.history(conversation)).at(-1)?.id ?? '');
  await waitUntil('read on both', () => unread(alice) === 0 && unread(second) === 0);
  await second.client.sendMessage(conversation, 'from the second device');
  await waitUntil('everybody has it', () =>
    [alice, bob].every((device) => hasText(device, 'from the second device')),
  );
  const notices = (await bob.history(conversation)).filter((item) => item.kind === 'notice');
  expect(notices.map((item) => item.kind === 'notice' && item.notice)).toContain('device-added');

  const sessions = await alice.client.listSessions();
  expect(sessions.map((session) => session.deviceName).sort()).toEqual([
    'first device of alice',
    'further device of alice',
  ]);
  const other = sessions.find((session) => !session.current);
  if (other === undefined) throw new Error('no other session');
  await alice.client.removeDevice(other.sessionId);
  await waitUntil('the second is out', () => second.client.session.current.kind === 'signed-out');
  await alice.client.sendMessage(conversation, 'without it');
  await waitUntil('bob has it', () => hasText(bob, 'without it'));
  expect(
    (await second.client.signIn({ username: 'alice', passphrase: 'wrong and long', deviceName: 'x' })).kind,
  ).toBe('refused');
});

test('Note to Self works with one device', async () => {
  const notes = await bob.client.openNoteToSelf();
  await bob.client.sendMessage(notes, 'remember the milk');
  const row = () => bob.client.conversations.current.find((one) => one.conversationId === notes);
  await waitUntil('it is kept', () => row()?.lastMessage?.state === 'sent');
  expect(row()).toMatchObject({ kind: 'note-to-self', unread: 0 });
});

test('a note reaches a device that was added while the writing one was away', async () => {
  const notes = await bob.client.openNoteToSelf();
  bob.network.setOnline(false);
  await waitUntil('offline', () => bob.client.connection.current.kind === 'offline');
  const second = await system.signIn('bob');
  await bob.client.sendMessage(notes, 'written while away');
  bob.network.setOnline(true);
  await bob.client.setActive(true);
  await waitUntil('the second has it', () => hasText(second, 'written while away'));
  await second.client.signOut();
});

test('a draft stays until it is sent', async () => {
  await bob.client.saveDraft(conversation, 'half a thou');
  await bob.restart();
  expect(await bob.client.getDraft(conversation)).toBe('half a thou');
  await bob.client.sendMessage(conversation, 'half a thought');
  expect(await bob.client.getDraft(conversation)).toBe('');
});

test('safety numbers agree, and a verified mark is about that key', async () => {
  const ofBob = await alice.client.safetyNumber(personOf(alice, 'bob'));
  await bob.client.refreshPeople();
  const ofAlice = await bob.client.safetyNumber(personOf(bob, 'alice'));
  expect(ofBob.digits).toBe(ofAlice.digits);
  expect(ofBob.digits).toMatch(/^\d{60}$/);
  const compare = (scanned: Uint8Array) => alice.client.compareScannedCode(personOf(alice, 'bob'), scanned);
  expect(await compare(ofAlice.scannable)).toBe('match');
  expect(await compare(ofBob.scannable)).toBe('mismatch');
  expect(await compare(new Uint8Array([1]))).toBe('unreadable');
  await alice.client.setVerified(personOf(alice, 'bob'), true);
  expect(alice.client.people.current.find((one) => one.username === 'bob')?.verified).toBe(true);
});

test('a passphrase can be changed; the old one opens nothing any more', async () => {
  const change = (old: string, next: string) => bob.client.changePassphrase(old, next);
  expect(await change('not the passphrase', 'a quite new passphrase')).toMatchObject({
    reason: 'wrong-credentials',
  });
  expect(await change('a long passphrase of bob', 'password')).toMatchObject({ reason: 'weak-passphrase' });
  expect(await change('a long passphrase of bob', 'a quite new passphrase')).toEqual({ kind: 'ok' });
  await expect(system.signIn('bob')).rejects.toThrow('wrong-credentials');
  expect(await change('a quite new passphrase', 'a long passphrase of bob')).toEqual({ kind: 'ok' });
});

test('signing out leaves nothing, and signing in again is a new device', async () => {
  const carol = await system.signUp('carol');
  await carol.client.signOut();
  expect(carol.client.session.current).toEqual({ kind: 'signed-out', reason: 'signed-out' });
  expect((await carol.store.open()).all('select * from account')).toEqual([]);
  await carol.recover();
  const form = { username: 'carol', passphrase: 'a long passphrase of carol', deviceName: 'again' };
  expect(await carol.client.signIn(form)).toEqual({ kind: 'ok' });
  await carol.settled();
  expect(await carol.client.listSessions()).toHaveLength(1);
});
