import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConversationId } from '@sotto/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filesWith, makeCanary } from '../src/canary.ts';
import { openDatabase } from '../src/server-process/database-client.ts';
import type { PersonDevice } from '../src/system/person.ts';
import { type System, startSystem } from '../src/system/start-system.ts';
import { waitUntil } from '../src/system/wait-until.ts';

/** Everything people put into a conversation, in a form that cannot occur by chance: none of it is at the server. */
let system: System;
let alice: PersonDevice;
let bob: PersonDevice;
let direct: ConversationId;
const folder = mkdtempSync(join(tmpdir(), 'sotto-canaries-'));
const canary = makeCanary('canary');
const secret = (what: string): string => `${what}${canary}`;

beforeAll(async () => {
  system = await startSystem({ env: { SOTTO_LOG_LEVEL: 'debug' } });
  alice = await system.signUp('alice');
  bob = await system.signUp('bob');
  await alice.client.refreshPeople();
  const [person] = alice.client.people.current;
  if (person === undefined) throw new Error('nobody there');
  direct = await alice.client.openDirectConversation(person.accountId);
  // A session both ways, so that what follows is not among the first messages.
  await alice.client.sendMessage(direct, 'hello');
  await waitUntil('it came', () => bob.client.conversations.current.length > 0);
});
afterAll(async () => {
  await system.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('REQ-N1: no kind of message, file or group leaves anything readable in the data of the server or its log', async () => {
  const group = await groupOfBoth();
  // What is for him waits in his mailbox and in the group's log.
  bob.network.setOnline(false);
  for (const conversation of [direct, group]) {
    await sayEverything(conversation);
    await sendFile(conversation);
  }
  await alice.settled();
  expect(await rowsAtServer()).toMatchObject({
    waiting: expect.toSatisfy(many),
    logged: expect.toSatisfy(many),
  });
  await system.server.stop('SIGTERM');
  // The search finds what is there.
  expect(filesWith('alice', system.server.dataDir)).not.toEqual([]);
  expect(filesWith(canary, system.server.dataDir)).toEqual([]);
  expect(system.server.output()).not.toContain(canary);
  // Nor does what this device wrote down about its work.
  expect(alice.log.join('\n')).not.toContain(canary);
});

/** What is said in each conversation, and the file. */
const many = (count: number) => count >= 13;

async function rowsAtServer(): Promise<{ waiting: number; logged: number }> {
  const database = await openDatabase(system.server, 'owner');
  const { rows } = await database.query(
    'select (select count(*)::int from envelopes) as waiting, (select count(*)::int from group_events) as logged',
  );
  await database.end();
  return rows[0];
}

async function groupOfBoth(): Promise<ConversationId> {
  const group = await alice.client.startSubject({
    subject: secret('subject'),
    recipients: alice.client.people.current.map((person) => person.accountId),
    reference: { system: secret('kind'), reference: secret('number') },
  });
  await alice.client.updateGroup(group, { description: secret('description') });
  await waitUntil('he is in it', () =>
    bob.client.conversations.current.some((one) => one.conversationId === group),
  );
  return group;
}

async function sayEverything(conversation: ConversationId): Promise<void> {
  const { client } = alice;
  const url = `https://${secret('host')}.example/`;
  const { messageId } = await client.sendContent(conversation, {
    kind: 'text',
    text: `${secret('text')} ${url}`,
    linkPreviews: [
      {
        url,
        title: secret('title'),
        description: secret('described'),
        siteName: secret('site'),
        image: null,
      },
    ],
  });
  await client.sendMessage(conversation, secret('reply'), { replyTo: messageId });
  await client.sendMessage(conversation, secret('thread'), { threadId: messageId });
  await client.sendMessage(conversation, secret('gone'), { expiresInSeconds: 3600 });
  await client.sendMessage(conversation, `${secret('large')} ${'words and words '.repeat(2000)}`);
  await client.react(messageId, '🎻', true);
  await client.editMessage(messageId, `${secret('edited')} ${url}`);
  await client.setPinned(messageId, true);
  await client.sendContent(conversation, {
    kind: 'poll',
    question: secret('question'),
    options: [secret('first'), secret('second')],
    choicesMax: 1,
    closesAt: null,
  });
  await client.sendContent(conversation, {
    kind: 'location',
    place: { latitude: 52.5, longitude: 13.4, uncertaintyMeters: null, label: secret('place') },
  });
  await client.sendContent(conversation, {
    kind: 'contact',
    card: {
      name: secret('name'),
      organisation: secret('organisation'),
      title: '',
      phones: [],
      emails: [{ label: 'work', value: `${secret('mail')}@example.org` }],
      addresses: [],
      urls: [],
      note: secret('note'),
    },
  });
  await client.sendContent(conversation, {
    kind: 'event',
    event: {
      title: secret('event'),
      description: secret('about'),
      place: secret('where'),
      startsAt: Date.now() + 3_600_000,
      endsAt: Date.now() + 7_200_000,
      allDay: false,
      suggestedReminderMinutes: 15,
    },
  });
  await client.keepDraft({ conversationId: conversation }, { text: secret('draft'), replyTo: null });
  await client.scheduleMessage(conversation, { kind: 'text', text: secret('later') }, Date.now() + 3_600_000);
}

async function sendFile(conversation: ConversationId): Promise<void> {
  const path = join(folder, `${secret('file')}.txt`);
  writeFileSync(path, `${secret('content')} `.repeat(10_000));
  await alice.client.sendFiles(conversation, [{ file: path }], { caption: secret('caption') });
  await waitUntil('it is there', () => alice.client.uploads.current.length === 0);
}
