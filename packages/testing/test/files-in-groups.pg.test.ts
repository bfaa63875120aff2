import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConversationId, FilePart, TimelineMessage } from '@sotto/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountOf, hasText, isMemberOf } from '../src/system/group-view.ts';
import type { PersonDevice } from '../src/system/person.ts';
import { type System, startSystem } from '../src/system/start-system.ts';
import { waitUntil } from '../src/system/wait-until.ts';

let system: System;
let alice: PersonDevice;
let bob: PersonDevice;
let carol: PersonDevice;
let group: ConversationId;
const folder = mkdtempSync(join(tmpdir(), 'sotto-group-files-'));

beforeAll(async () => {
  system = await startSystem();
  [alice, bob, carol] = [
    await system.signUp('alice'),
    await system.signUp('bob'),
    await system.signUp('carol'),
  ];
  for (const one of [alice, bob, carol]) await one.client.refreshPeople();
  group = await alice.client.createGroup({
    name: 'Workshop',
    members: [accountOf(alice, 'bob'), accountOf(alice, 'carol')],
  });
  for (const one of [bob, carol]) await isMemberOf(one, group);
});
afterAll(async () => {
  await system.stop();
  rmSync(folder, { recursive: true, force: true });
});

const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
let count = 0;

async function send(from: PersonDevice, to: ConversationId, content: Uint8Array): Promise<string> {
  count += 1;
  const caption = `drawing ${count}`;
  const path = join(folder, caption);
  writeFileSync(path, content);
  await from.client.sendFiles(to, [{ file: path }], { caption });
  return caption;
}

async function fileOf(device: PersonDevice, where: ConversationId, caption: string): Promise<FilePart> {
  await hasText(device, where, caption);
  const message = (await device.history(where)).find(
    (item): item is TimelineMessage => item.kind === 'message' && item.text === caption,
  );
  return message?.parts.find((part) => part.kind === 'file') as FilePart;
}

test('a file in a group is for everybody in it, and for nobody who has left', async () => {
  const content = randomBytes(300_000);
  const caption = await send(alice, group, content);
  for (const one of [bob, carol]) {
    const file = await fileOf(one, group, caption);
    expect(sha((await one.client.openFile(file.fileId)).bytes)).toBe(sha(content));
  }
  const later = await send(bob, group, randomBytes(5000));
  const file = await fileOf(carol, group, later);
  await alice.client.removeMember(group, accountOf(alice, 'carol'));
  await waitUntil('carol is out', () =>
    carol.client.conversations.current.some(
      (one) => one.conversationId === group && one.kind === 'group' && one.standing.kind === 'removed',
    ),
  );
  // She has the message and its key, and did not fetch it while she was in.
  await expect(carol.client.openFile(file.fileId)).rejects.toMatchObject({ code: 'file-gone' });
  await bob.client.openFile((await fileOf(bob, group, caption)).fileId);
});

test('passed on to somebody else, it is theirs as well', async () => {
  const content = randomBytes(5000);
  const caption = await send(alice, group, content);
  const file = await fileOf(bob, group, caption);
  const { id } = (await bob.history(group)).find(
    (item): item is TimelineMessage => item.kind === 'message' && item.text === caption,
  ) as TimelineMessage;
  const direct = await bob.client.openDirectConversation(accountOf(bob, 'carol'));
  await bob.client.forwardMessage(id, [direct]);
  const passedOn = await fileOf(carol, direct, caption);
  expect(passedOn.fileId).not.toBe(file.fileId);
  expect(sha((await carol.client.openFile(passedOn.fileId)).bytes)).toBe(sha(content));
  const accesses = await alice.client.fileAccesses((await fileOf(alice, group, caption)).fileId);
  expect(accesses.map(({ person, action }) => [person.name, action])).toContainEqual(['bob', 'share']);
});

test('one’s own other device has what was sent', async () => {
  const content = randomBytes(90_000);
  const note = await alice.client.openNoteToSelf();
  const tablet = await system.signIn('alice');
  const caption = await send(alice, note, content);
  const file = await fileOf(tablet, note, caption);
  expect(sha((await tablet.client.openFile(file.fileId)).bytes)).toBe(sha(content));
});

test('a person who signs out leaves no file behind', async () => {
  const caption = await send(alice, group, randomBytes(40_000));
  await bob.client.fetchFile((await fileOf(bob, group, caption)).fileId);
  expect(readdirSync(join(bob.folder, 'files')).length).toBeGreaterThan(0);
  await bob.client.signOut();
  expect(readdirSync(join(bob.folder, 'files'))).toEqual([]);
});
