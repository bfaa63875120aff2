import { uuidToBytes } from '@sotto/protocol';
import { encodeSignal, mediaType } from '@sotto/protocol/content';
import { beforeEach, describe, expect, test } from 'vitest';
import type { TimelineItem } from '../src/api/conversation.ts';
import { ensureDirectConversation } from '../src/conversations/conversation-table.ts';
import { directConversationId } from '../src/conversations/direct-conversation-id.ts';
import { enqueueSignal } from '../src/messages/enqueue-signal.ts';
import { observeTimeline } from '../src/messages/observe-timeline.ts';
import { sendMessage } from '../src/messages/send-content.ts';
import { askAgain } from '../src/sessions/ask-again.ts';
import { distrustSendingChains } from '../src/sessions/session-table.ts';
import { numberOf } from '../src/store/columns.ts';
import { type PaperDevice, type PaperServer, paperServer } from './paper-server.ts';

let server: PaperServer;
let alice: PaperDevice;
let bob: PaperDevice;

beforeEach(async () => {
  server = await paperServer();
  alice = await server.join('alice');
  bob = await server.join('bob');
  open(alice, bob);
  open(bob, alice);
});

function open(one: PaperDevice, other: PaperDevice): void {
  one.context.database.commit((changes) =>
    ensureDirectConversation(changes, one.context.self, other.accountId, server.now),
  );
}
const between = (one: PaperDevice, other: PaperDevice) =>
  directConversationId(one.accountId, other.accountId);
const say = (from: PaperDevice, to: PaperDevice, text: string) =>
  sendMessage(from.context, between(from, to), text).messageId;
const items = (device: PaperDevice, other: PaperDevice): readonly TimelineItem[] =>
  observeTimeline(device.context, between(device, other)).timeline.current.items;
const shown = (device: PaperDevice, other: PaperDevice) =>
  items(device, other).map((item) => {
    if (item.kind === 'message') return `${item.gapBefore ? '…' : ''}${item.text}`;
    return item.kind === 'notice' ? `[${item.notice}]` : `(${item.cause})`;
  });
const loseSessions = (device: PaperDevice) =>
  device.context.database.commit((changes) => changes.run('delete from sessions'));

test('MSG-5 what is delivered twice is shown once', async () => {
  say(alice, bob, 'once');
  const envelopes = await alice.submit(bob);
  await bob.receive(envelopes);
  await bob.receive(envelopes);
  await bob.receive(envelopes.map((envelope) => ({ ...envelope, cursor: 99 as never })));
  expect(shown(bob, alice)).toEqual(['once']);
});

test('MSG-6 a missing message is a gap, and the gap closes when it arrives', async () => {
  for (const text of ['1', '2', '3', '4']) say(alice, bob, text);
  const [first, second, third, fourth] = await alice.submit(bob);
  await bob.receive([first, fourth] as never);
  expect(shown(bob, alice)).toEqual(['1', '…4']);
  await bob.receive([third] as never);
  expect(shown(bob, alice)).toEqual(['1', '…3', '4']);
  await bob.receive([second] as never);
  expect(shown(bob, alice)).toEqual(['1', '2', '3', '4']);
});

test('MSG-6 the very first message counts: without it there is a gap', async () => {
  say(alice, bob, '1');
  say(alice, bob, '2');
  const [, second] = await alice.submit(bob);
  await bob.receive([second] as never);
  expect(shown(bob, alice)).toEqual(['…2']);
});

describe('MSG-7 what cannot be read', () => {
  test('says so, is asked for again with a notice, and takes its place', async () => {
    say(alice, bob, 'before');
    await bob.receive(await alice.submit(bob));
    say(bob, alice, 'answer');
    await alice.receive(await bob.submit(alice));
    loseSessions(bob);
    say(alice, bob, 'lost at first');
    await bob.receive(await alice.submit(bob));
    expect(shown(bob, alice)).toEqual(['before', 'answer', '(asking-again)']);

    expect(askAgain(bob.context)).toBe(1);
    await alice.receive(await bob.submit(alice));
    await bob.receive(await alice.submit(bob));
    expect(shown(bob, alice)).toEqual(['before', 'answer', 'lost at first']);
    expect(shown(alice, bob)).toContain('[session-reset]');
    say(alice, bob, 'and on');
    await bob.receive(await alice.submit(bob));
    expect(shown(bob, alice).at(-1)).toBe('and on');
  });

  test('a session out of step is begun anew by the side that cannot read, with a notice', async () => {
    say(alice, bob, 'before');
    await bob.receive(await alice.submit(bob));
    say(bob, alice, 'answer');
    await alice.receive(await bob.submit(alice));
    say(alice, bob, 'damaged');
    const damaged = (await alice.submit(bob)).map((envelope) => {
      const ciphertext = envelope.ciphertext.slice();
      ciphertext[ciphertext.length - 1] = (ciphertext.at(-1) as number) ^ 1;
      return { ...envelope, ciphertext };
    });
    await bob.receive(damaged);
    askAgain(bob.context);
    await alice.receive(await bob.submit(alice));
    await bob.receive(await alice.submit(bob));
    expect(shown(bob, alice)).toEqual(['before', 'answer', 'damaged', '[session-reset]']);
  });

  test('an answer nobody asked for is not taken', async () => {
    say(alice, bob, 'hello');
    await bob.receive(await alice.submit(bob));
    alice.context.database.commit((changes) =>
      enqueueSignal(changes, alice.context, {
        conversationId: between(alice, bob),
        audience: 'person',
        contentType: mediaType.resend,
        value: encodeSignal([uuidToBytes('7c9e6679-7425-80de-944b-e07fc1f90ae7'), new Uint8Array(40)]),
      }),
    );
    await bob.receive(await alice.submit(bob));
    expect(shown(bob, alice)).toEqual(['hello']);
  });
});

test('MSG-8 what was written to one person is not sent again to another', async () => {
  const mallory = await server.join('mallory');
  open(mallory, alice);
  const secret = say(alice, bob, 'for bob only');
  await alice.submit(bob);
  mallory.context.database.commit((changes) =>
    enqueueSignal(changes, mallory.context, {
      conversationId: between(mallory, alice),
      audience: 'person',
      contentType: mediaType.resendRequest,
      value: encodeSignal([uuidToBytes(secret)]),
    }),
  );
  await alice.receive(await mallory.submit(alice));
  expect(await alice.submit(mallory)).toEqual([]);
});

test('MSG-12 a message of one person cannot be put into the conversation with another', async () => {
  const mallory = await server.join('mallory');
  open(mallory, alice);
  mallory.context.database.commit((changes) =>
    changes.run('update conversations set conversation_id = ?', [between(alice, bob)]),
  );
  sendMessage(mallory.context, between(alice, bob), 'bob says');
  const envelopes = await mallory.submit(alice);
  expect(envelopes).toHaveLength(1);
  await alice.receive(envelopes);
  expect(shown(alice, bob)).toEqual([]);
  expect(shown(alice, mallory)).toEqual(['(refused)']);
});

test('MSG-12 an envelope under the name of another message is refused', async () => {
  say(alice, bob, 'renamed');
  const [envelope] = await alice.submit(bob);
  await bob.receive([{ ...envelope, message_id: '7c9e6679-7425-80de-944b-e07fc1f90ae7' } as never]);
  expect(shown(bob, alice)).toEqual(['(refused)']);
});

test('MSG-13 after an unclean start a new session is begun before anything is sent', async () => {
  say(alice, bob, 'one');
  await bob.receive(await alice.submit(bob));
  const begun = () => alice.logged.filter((line) => line.includes('session-started')).length;
  expect(begun()).toBe(1);
  alice.context.database.commit(distrustSendingChains);
  say(alice, bob, 'two');
  await bob.receive(await alice.submit(bob));
  expect(begun()).toBe(2);
  expect(shown(bob, alice)).toEqual(['one', 'two']);
});

test('MSG-13 a turn of the ratchet is as good: no prekey is spent for nothing', async () => {
  say(alice, bob, 'one');
  await bob.receive(await alice.submit(bob));
  alice.context.database.commit(distrustSendingChains);
  say(bob, alice, 'answer');
  await alice.receive(await bob.submit(alice));
  say(alice, bob, 'two');
  await bob.receive(await alice.submit(bob));
  expect(alice.logged.filter((line) => line.includes('session-started'))).toHaveLength(1);
});

test('DEV-6 a one-time prekey is deleted when it was used', async () => {
  const left = () =>
    numberOf(
      bob.context.database.first(`select count(*) as n from prekeys where kind = 'one-time'`) ?? {},
      'n',
    );
  expect(left()).toBe(5);
  say(alice, bob, 'one');
  await bob.receive(await alice.submit(bob));
  expect(left()).toBe(4);
});

test('MSG-9 own devices read and count alike', async () => {
  const second = await server.join('alice', alice);
  open(second, bob);
  say(bob, alice, 'to both');
  await bob.submit(alice);
  say(alice, bob, 'written on the first');
  const copies = await alice.submit(second);
  await second.receive(copies);
  expect(items(second, bob).at(-1)).toMatchObject({ kind: 'message', mine: true, state: 'sent' });
});
