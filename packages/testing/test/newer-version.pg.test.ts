import { Buffer } from 'node:buffer';
import type { ConversationId, TimelineItem, TimelineMessage } from '@sotto/client';
import {
  contactPart,
  disposition,
  encodeVote,
  eventPart,
  linkPreviewPart,
  mediaType,
  type Part,
  placePart,
  pollPart,
  single,
  textPart,
  unitOf,
} from '@sotto/protocol/content';
import { nodePlatform } from '@sotto/store-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Outgoing } from '../../client/src/messages/compose-content.ts';
import { enqueueContent, writeContent } from '../../client/src/messages/write-content.ts';
import { createRuntime, type Runtime } from '../../client/src/runtime.ts';
import { accountOf, hasText, isMemberOf } from '../src/system/group-view.ts';
import type { PersonDevice } from '../src/system/person.ts';
import { type System, startSystem } from '../src/system/start-system.ts';

/**
 * RICH-10: what a newer version writes. Alice's device has it: it writes kinds under names that nobody else knows.
 * Bob's device, and her own tablet, keep them, and learn the names when they are upgraded.
 */
let system: System;
let bob: PersonDevice;
let tablet: PersonDevice;
let newer: Runtime;
let direct: ConversationId;
let group: ConversationId;
let notes: ConversationId;

const renamed = [
  ['text/', 'next/'],
  ['vnd.sotto', 'vnd.later'],
] as const;

beforeAll(async () => {
  system = await startSystem();
  const alice = await system.signUp('alice');
  bob = await system.signUp('bob');
  tablet = await system.signIn('alice');
  await alice.client.refreshPeople();
  direct = await alice.client.openDirectConversation(accountOf(alice, 'bob'));
  notes = await alice.client.openNoteToSelf();
  group = await alice.client.createGroup({ name: 'Tour', members: [accountOf(alice, 'bob')] });
  await isMemberOf(bob, group);
  for (const conversation of [direct, group, notes]) await alice.client.sendMessage(conversation, 'begin');
  for (const conversation of [direct, group]) await hasText(bob, conversation, 'begin');
  await hasText(tablet, notes, 'begin');
  await alice.settled();
  await alice.client.close();
  newer = createRuntime({ ...nodePlatform(), store: alice.store }, system.server.url);
  await newer.ready();
});
afterAll(async () => {
  await newer?.close();
  await system.stop();
});

const kinds: readonly (readonly [shown: string, part: Part])[] = [
  ['text', textPart('hello from later')],
  ['location', placePart({ latitude: 1, longitude: 2, uncertaintyMeters: null, label: 'Here' })],
  ['poll', pollPart({ question: 'When?', options: ['Now', 'Later'], choicesMax: 1, closesAt: null })],
  [
    'contact',
    contactPart({
      name: 'Ida',
      organisation: '',
      title: '',
      phones: [],
      emails: [],
      addresses: [],
      urls: [],
      note: '',
      accountId: null,
    }),
  ],
  [
    'event',
    eventPart(
      {
        title: 'Concert',
        description: '',
        place: '',
        startsAt: Date.UTC(2030, 0, 1),
        endsAt: Date.UTC(2030, 0, 2),
        allDay: false,
        reminderMinutes: null,
        cancelled: false,
      },
      { uid: 'one', writtenAt: 0 },
    ),
  ],
];
const preview = linkPreviewPart({
  url: 'https://example.org/',
  title: 'Example',
  description: '',
  siteName: '',
  image: null,
});

describe.each([
  ['between two people', () => bob, () => direct],
  ['in a group', () => bob, () => group],
  ['in one’s notes, on another device', () => tablet, () => notes],
] as const)('RICH-10 what a newer version writes %s', (_where, deviceOf, conversationOf) => {
  let ids: string[];

  test('is said to be there, each in its place, beside what is understood', async () => {
    ids = kinds.map(([, part]) => send(conversationOf(), { part: later(part) }));
    ids.push(
      send(conversationOf(), { part: unitOf([textPart('see https://example.org/'), later(preview)]) }),
    );
    const vote = single(disposition.unspecified, mediaType.vote, encodeVote([1]));
    const poll = send(conversationOf(), { part: kinds[2]?.[1] as Part });
    send(conversationOf(), { part: later(vote), inReplyTo: poll });
    ids.push(poll);
    ids.push(send(conversationOf(), { part: textPart('and on') }));
    await hasText(deviceOf(), conversationOf(), 'and on');
    expectNotUnderstood();
  });

  test('is kept over a restart', async () => {
    await deviceOf().restart();
    expectNotUnderstood();
  });

  test('is shown where it stood once the device is upgraded, what was done with it included', async () => {
    await upgrade(deviceOf());
    const shown = itemsOn(deviceOf(), conversationOf());
    expect(shown.map(({ id }) => id)).toEqual(ids);
    expect(
      shown.map((item) => (item.kind === 'message' ? item.parts.map(({ kind }) => kind) : item.kind)),
    ).toEqual([...kinds.map(([kind]) => [kind]), ['text', 'link-preview'], ['poll'], ['text']]);
    const [poll] = (shown.at(-2) as TimelineMessage).parts;
    expect(poll).toMatchObject({ voters: 1 });
    expect(
      deviceOf().store.peek('select 1 from kept_contents where conversation_id = ?', [conversationOf()]),
    ).toEqual([]);
  });

  function expectNotUnderstood(): void {
    const shown = itemsOn(deviceOf(), conversationOf());
    expect(shown.map(({ id }) => id)).toEqual(ids);
    for (const item of shown.slice(0, kinds.length)) {
      // The line people see in the message's place, until this device understands it.
      expect(item).toMatchObject({ kind: 'placeholder', cause: 'newer-version' });
    }
    expect((shown.at(-3) as TimelineMessage).parts).toMatchObject([{ kind: 'text' }, { kind: 'unknown' }]);
    expect((shown.at(-2) as TimelineMessage).parts).toMatchObject([{ kind: 'poll', voters: 0 }]);
    expect(shown.at(-1)).toMatchObject({ text: 'and on', gapBefore: false });
  }
});

test('RICH-10 what is in a wrong form stands in its place in a group, and is not asked for again', async () => {
  const id = send(group, { part: single(disposition.render, mediaType.poll, new Uint8Array([1])) });
  send(group, { part: textPart('after it') });
  await hasText(bob, group, 'after it');
  expect(itemsOn(bob, group).slice(-2)).toMatchObject([
    // The line people see in its place.
    { kind: 'placeholder', id, cause: 'refused' },
    { text: 'after it', gapBefore: false },
  ]);
  expect(bob.store.peek('select first, last from group_gaps')).toEqual([]);
});

/** Sends what this version would not write, and says which message it is. */
function send(conversationId: ConversationId, outgoing: Pick<Outgoing, 'part'> & Partial<Outgoing>): string {
  const { context } = newer.device();
  return context.database.commit((changes) => {
    const written = writeContent(changes, context, conversationId, { sentAt: Date.now(), ...outgoing });
    enqueueContent(changes, context, written);
    return written.messageId;
  });
}

/** A part under a name that this version does not know. */
function later(part: Part): Part {
  if (part.kind !== 'single') throw new Error('one part at a time');
  const contentType = renamed.reduce((name, [now, then]) => name.replace(now, then), part.contentType);
  return { ...part, contentType };
}

/** Starts a device again to which the later names in what it stored are known: it reads them as its own. */
async function upgrade(device: PersonDevice): Promise<void> {
  await device.client.close();
  const disk = await device.store.open();
  for (const [table, key, column] of [
    ['kept_contents', 'message_id', 'content'],
    ['items', 'item_id', 'body'],
  ] as const) {
    for (const row of disk.all(`select ${key}, ${column} from ${table} where ${column} is not null`)) {
      const before = Buffer.from(row[column] as Uint8Array).toString('latin1');
      const after = renamed.reduce((text, [now, then]) => text.replaceAll(then, now), before);
      disk.run(`update ${table} set ${column} = ? where ${key} = ?`, [
        new Uint8Array(Buffer.from(after, 'latin1')),
        row[key] as string,
      ]);
    }
  }
  await device.recover();
}

/** What people wrote after "begin". */
function itemsOn(device: PersonDevice, conversationId: ConversationId): readonly TimelineItem[] {
  const handle = device.client.openTimeline(conversationId);
  handle.close();
  const items = handle.timeline.current.items.filter(({ kind }) => kind !== 'notice');
  return items.slice(items.findIndex((item) => item.kind === 'message' && item.text === 'begin') + 1);
}
