import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConversationId, FilePart, TimelineMessage } from '@sotto/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PersonDevice } from '../src/system/person.ts';
import { type System, startSystem } from '../src/system/start-system.ts';
import { waitUntil } from '../src/system/wait-until.ts';

let system: System;
let alice: PersonDevice;
let bob: PersonDevice;
let conversation: ConversationId;
const folder = mkdtempSync(join(tmpdir(), 'sotto-file-crash-'));

beforeAll(async () => {
  system = await startSystem();
  alice = await system.signUp('alice');
  bob = await system.signUp('bob');
  await alice.client.refreshPeople();
  const person = alice.client.people.current.find((one) => one.username === 'bob');
  conversation = await alice.client.openDirectConversation(person?.accountId as never);
});
afterAll(async () => {
  await system.stop();
  rmSync(folder, { recursive: true, force: true });
});

const quiet = () => new Promise((resolve) => setTimeout(resolve, 400));
const captionsOf = async (device: PersonDevice) =>
  (await device.history(conversation)).flatMap((item) => (item.kind === 'message' ? [item.text] : []));
const arrived = (caption: string) =>
  bob.client.conversations.current.some((one) => one.lastMessage?.text === caption);
const blobs = () =>
  readdirSync(join(system.server.dataDir, 'blobs'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.includes('/'),
  ).length;

function newFile(name: string, content: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

test('ATT-15 the sender stops between any two writes: the file arrives once, or was never taken', {
  timeout: 300_000,
}, async () => {
  const before = alice.store.writes;
  await alice.client.sendFiles(conversation, [{ file: newFile('counting', randomBytes(1000)) }], {
    caption: 'counting',
  });
  await waitUntil('it came', () => arrived('counting'));
  await quiet();
  const writes = alice.store.writes - before;
  expect(writes).toBeGreaterThan(8);
  const expected = ['counting'];
  for (let point = 0; point < writes; point++) {
    const caption = `stopped at write ${point}`;
    const content = randomBytes(70_000);
    const path = newFile(caption, content);
    alice.store.cutAfter(point);
    const accepted = await Promise.race([
      alice.client.sendFiles(conversation, [{ file: path }], { caption }).then(
        () => true,
        () => false,
      ),
      quiet().then(() => false),
    ]);
    await waitUntil(
      'the power is gone, or all is done',
      () => alice.store.isCut || arrived(caption),
      5000,
    ).catch(() => {});
    await alice.recover();
    await waitUntil('alice is back', () => alice.client.connection.current.kind === 'online');
    const kept =
      alice.client.uploads.current.some((one) => one.caption === caption) ||
      (await captionsOf(alice)).includes(caption);
    if (accepted) expect([point, kept]).toEqual([point, true]);
    if (!kept) continue;
    expected.push(caption);
    await waitUntil(`it came, after write ${point}`, () => arrived(caption));
    const message = (await bob.history(conversation)).find(
      (item): item is TimelineMessage => item.kind === 'message' && item.text === caption,
    );
    const file = message?.parts.find((part) => part.kind === 'file') as FilePart;
    const { bytes } = await bob.client.openFile(file.fileId);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(
      createHash('sha256').update(content).digest('hex'),
    );
  }
  await quiet();
  expect(await captionsOf(bob)).toEqual(expected);
  expect(await captionsOf(alice)).toEqual(expected);
  expect(alice.client.uploads.current).toEqual([]);
  // Nothing is at the server that no message names.
  expect(blobs()).toBe(expected.length);
});
