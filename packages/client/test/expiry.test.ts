import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ensureDirectConversation } from '../src/conversations/conversation-table.ts';
import { directConversationId } from '../src/conversations/direct-conversation-id.ts';
import { keepDraft } from '../src/conversations/drafts.ts';
import { expireDue } from '../src/expiry/expire-due.ts';
import { withdrawAll } from '../src/expiry/withdrawals.ts';
import { deleteForEveryone, deleteForMe } from '../src/marks/delete-message.ts';
import { editMessage } from '../src/marks/edit-message.ts';
import { react, setExpiry } from '../src/marks/mark-actions.ts';
import { markRead } from '../src/messages/mark-read.ts';
import { observeTimeline } from '../src/messages/observe-timeline.ts';
import { sendMessage } from '../src/messages/send-content.ts';
import { openFileStore } from './open-file-store.ts';
import { type PaperDevice, type PaperServer, paperServer } from './paper-server.ts';

let server: PaperServer;
let alice: PaperDevice;
let bob: PaperDevice;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sotto-expiry-'));
  server = await paperServer();
  alice = await server.join('alice', undefined, openFileStore(join(folder, 'alice.db'), true));
  bob = await server.join('bob', undefined, openFileStore(join(folder, 'bob.db'), true));
  for (const [one, other] of [
    [alice, bob],
    [bob, alice],
  ] as const) {
    one.context.database.commit((changes) =>
      ensureDirectConversation(changes, one.context.self, other.accountId, server.now),
    );
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

const conversation = () => directConversationId(alice.accountId, bob.accountId);
const say = (from: PaperDevice, text: string, options = {}) =>
  sendMessage(from.context, conversation(), text, options).messageId;
async function deliver(...from: PaperDevice[]): Promise<void> {
  for (const device of from.length === 0 ? [alice, bob] : from) {
    for (const [to, envelopes] of await device.submitToAll()) await to.receive(envelopes);
  }
}
const texts = (device: PaperDevice) =>
  observeTimeline(device.context, conversation()).timeline.current.items.map((item) =>
    item.kind === 'message' ? item.text : item.kind,
  );
const expire = (device: PaperDevice) =>
  device.context.database.commit((changes) => expireDue(changes, device.context));
const seconds = 60;
const hour = 3_600_000;

describe('EXP-1 a message disappears when it has been read for so long', () => {
  test('its reader reads it first; its writer counts from when the server had it', async () => {
    const id = say(alice, 'soon gone', { expiresInSeconds: seconds });
    await deliver();
    server.now += hour;
    expire(bob);
    expect(texts(bob)).toEqual(['soon gone']);
    markRead(bob.context, conversation(), id);
    expire(alice);
    expect(texts(alice)).toEqual([]);
    server.now += seconds * 1000 - 1;
    expire(bob);
    expect(texts(bob)).toEqual(['soon gone']);
    server.now += 1;
    expire(bob);
    expect(texts(bob)).toEqual([]);
  });

  test('reading on one device counts on all of them', async () => {
    const second = await server.join('bob', bob);
    const id = say(alice, 'soon gone', { expiresInSeconds: seconds });
    await deliver();
    markRead(bob.context, conversation(), id);
    await deliver(bob);
    server.now += seconds * 1000;
    expire(second);
    expect(texts(second)).toEqual([]);
  });

  test('a device that gets it after it was read and gone elsewhere never shows it', async () => {
    const second = await server.join('bob', bob);
    const id = say(alice, 'soon gone', { expiresInSeconds: seconds });
    const mail = await alice.submitToAll();
    await bob.receive(mail.get(bob) ?? []);
    markRead(bob.context, conversation(), id);
    server.now += seconds * 1000;
    expire(bob);
    await deliver(bob);
    await second.receive(mail.get(second) ?? []);
    expect(texts(second)).toEqual([]);
    say(alice, 'next');
    await deliver();
    expect(observeTimeline(second.context, conversation()).timeline.current.items).toMatchObject([
      { text: 'next', gapBefore: false },
    ]);
  });

  test('what is said about it later brings nothing back', async () => {
    const id = say(alice, 'soon gone', { expiresInSeconds: seconds });
    await deliver();
    markRead(bob.context, conversation(), id);
    editMessage(alice.context, id, 'soon gone, changed');
    react(alice.context, id, '👍', true);
    const late = await alice.submitToAll();
    server.now += seconds * 1000;
    expire(bob);
    await bob.receive(late.get(bob) ?? []);
    expect(texts(bob)).toEqual([]);
    expect(bob.context.database.all('select 1 from marks')).toEqual([]);
  });
});

describe('EXP-2 a conversation agrees on how long its messages stay', () => {
  test('who writes later writes messages that disappear; both see who said so', async () => {
    say(alice, 'stays');
    setExpiry(alice.context, conversation(), seconds);
    await deliver();
    const id = say(bob, 'goes');
    say(bob, 'stays too', { expiresInSeconds: null });
    await deliver();
    markRead(alice.context, conversation(), id);
    server.now += hour;
    expire(alice);
    expect(texts(alice)).toEqual(['stays', 'notice', 'stays too']);
    expect(() => setExpiry(alice.context, conversation(), 1)).toThrow('invalid-input');
    setExpiry(bob.context, conversation(), null);
    await deliver();
    say(alice, 'stays again');
    server.now += hour;
    expire(alice);
    expect(texts(alice).at(-1)).toBe('stays again');
  });
});

describe('EXP-3 nothing of it is left on disk', () => {
  const canaries = ['CANARY-original', 'CANARY-edited', 'CANARY-draft', 'CANARY-answer'];

  /** Canaries that occur in any file of somebody's database. */
  function remains(name: string): string[] {
    const files = readdirSync(folder).filter((file) => file.startsWith(`${name}.db`));
    expect(files.length).toBeGreaterThan(0);
    const bytes = Buffer.concat(files.map((file) => readFileSync(join(folder, file))));
    return canaries.filter((canary) => bytes.includes(canary));
  }
  // Long enough to fill pages of its own, so that freed pages count too.
  const long = (canary: string) => `${canary} ${canary} ${randomText(9000)} ${canary}`;

  async function talk() {
    const id = say(alice, long('CANARY-original'), { expiresInSeconds: seconds });
    await deliver();
    markRead(bob.context, conversation(), id);
    editMessage(alice.context, id, long('CANARY-edited'));
    keepDraft(
      alice.context,
      { conversationId: conversation(), editOf: id },
      { text: 'CANARY-draft', replyTo: null },
    );
    react(bob.context, id, '👍', true);
    await deliver();
    return id;
  }

  test.each(['expiry', 'deletion for everybody', 'deletion for oneself'])('after %s', async (how) => {
    const id = await talk();
    expect(remains('alice')).toEqual(['CANARY-original', 'CANARY-edited', 'CANARY-draft']);
    expect(remains('bob')).toEqual(['CANARY-original', 'CANARY-edited']);
    if (how === 'expiry') server.now += hour;
    if (how === 'deletion for everybody') deleteForEveryone(alice.context, id);
    if (how === 'deletion for oneself') for (const one of [alice, bob]) deleteForMe(one.context, [id]);
    await deliver();
    for (const device of [alice, bob]) {
      expire(device);
      device.context.database.scrub();
    }
    expect([remains('alice'), remains('bob')]).toEqual([[], []]);
  });

  test('what was still to be sent goes with it', async () => {
    const id = say(alice, long('CANARY-original'), { expiresInSeconds: seconds });
    await deliver();
    editMessage(alice.context, id, long('CANARY-edited'));
    server.now += hour;
    expire(alice);
    alice.context.database.scrub();
    expect(remains('alice')).toEqual([]);
    expect((await alice.submit(bob)).length).toBe(0);
    // The place of the edit that never left is not missed.
    say(alice, 'next');
    await deliver();
    const items = observeTimeline(bob.context, conversation()).timeline.current.items;
    expect(items.at(-1)).toMatchObject({ text: 'next', gapBefore: false });
  });

  test('without overwriting it would be there: the test can see it', async () => {
    const careless = await server.join('carol', undefined, openFileStore(join(folder, 'carol.db'), false));
    const { conversationId } = careless.context.database.commit((changes) =>
      ensureDirectConversation(changes, careless.context.self, careless.accountId, server.now),
    );
    const { messageId } = sendMessage(careless.context, conversationId, long('CANARY-original'));
    deleteForMe(careless.context, [messageId]);
    careless.context.database.scrub();
    expect(remains('carol')).toEqual(['CANARY-original']);
  });
});

describe('EXP-4 copies that wait at the server are removed there', () => {
  test('for one’s own other devices when it expires, for everybody when it is deleted', async () => {
    const asked: unknown[] = [];
    const { context } = bob;
    const call = context.call as unknown as (route: object, request: object) => Promise<unknown>;
    const recording = {
      ...context,
      call: async (route: { path: string }, request: { params: unknown }): Promise<unknown> => {
        if (!route.path.includes('/messages/delete/')) return call(route, request);
        asked.push(request.params);
        return { removed: 1 };
      },
    };
    await server.join('bob', bob);
    const id = say(alice, 'soon gone', { expiresInSeconds: seconds });
    await deliver();
    markRead(bob.context, conversation(), id);
    await deliver();
    server.now += hour;
    expire(bob);
    await withdrawAll(recording as never);
    expect(asked).toEqual([{ user_id: bob.accountId, message_id: id }]);
    const own = say(bob, 'mine');
    await deliver();
    deleteForEveryone(bob.context, own);
    await withdrawAll(recording as never);
    expect(asked).toHaveLength(2);
    expect(context.database.all('select 1 from withdrawals')).toEqual([]);
  });
});

function randomText(length: number): string {
  let text = '';
  while (text.length < length) text += Math.random().toString(36).slice(2);
  return text.slice(0, length);
}
