import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import {
  type ConversationRecord,
  ensureDirectConversation,
  readConversation,
} from '../src/conversations/conversation-table.ts';
import { directConversationId } from '../src/conversations/direct-conversation-id.ts';
import { countUnread } from '../src/conversations/shared-summary.ts';
import { discardMessage, retryMessage } from '../src/messages/failed-message.ts';
import { markRead } from '../src/messages/mark-read.ts';
import { observeTimeline } from '../src/messages/observe-timeline.ts';
import { sendMessage } from '../src/messages/send-content.ts';
import { postpone, setFailed } from '../src/outbox/outbox-table.ts';
import { selectEntries, windowMax } from '../src/outbox/select-entries.ts';
import { settleEntry } from '../src/outbox/settle-entry.ts';
import { markListStale } from '../src/people/person-table.ts';
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
const conversation = () => directConversationId(alice.accountId, bob.accountId);
const say = (from: PaperDevice, text: string) => sendMessage(from.context, conversation(), text).messageId;
const items = (device: PaperDevice) => observeTimeline(device.context, conversation()).timeline.current.items;
const select = (inFlight = new Set<string>(), cautious = new Set<never>(), now = server.now) =>
  selectEntries(alice.context.database, inFlight, cautious, now);
const record = (device: PaperDevice) =>
  readConversation(device.context.database, conversation()) as ConversationRecord;
const unread = (device: PaperDevice) => countUnread(device.context.database, record(device));

test('MSG-1 a text is shown and queued at once, or not at all', () => {
  const id = say(alice, 'hello');
  expect(items(alice)).toMatchObject([{ id, text: 'hello', state: 'waiting', mine: true }]);
  expect(select().entries.map((entry) => entry.messageId)).toEqual([id]);
  expect(() => say(alice, '   ')).toThrow('message-empty');
  expect(() => say(alice, 'x'.repeat(200_001))).toThrow('message-too-long');
  // What does not compress has to fit as it is.
  expect(() => say(alice, noise(100_000))).toThrow('message-too-long');
  expect(() => sendMessage(alice.context, 'nowhere' as never, 'x')).toThrow('unknown-conversation');
  expect(items(alice)).toHaveLength(1);
  expect(record(alice).sentCounter).toBe(1);
});

test('MSG-3 entries leave in order, as many at a time as the window holds', () => {
  const ids = Array.from({ length: windowMax + 5 }, (_, i) => say(alice, `message ${i}`));
  expect(select().entries.map((entry) => entry.messageId)).toEqual(ids.slice(0, windowMax));
  const cautious = new Set([conversation()]) as never;
  expect(select(new Set(), cautious).entries.map((entry) => entry.messageId)).toEqual(ids.slice(0, 1));
  expect(select(new Set(ids.slice(0, 1)), cautious).entries).toEqual([]);
});

test('MSG-3 one that has to wait holds back those behind it, and only in its conversation', () => {
  const carol = directConversationId(alice.accountId, alice.accountId);
  alice.context.database.commit((changes) =>
    ensureDirectConversation(changes, alice.context.self, alice.accountId, server.now),
  );
  const [first] = [say(alice, 'waits'), say(alice, 'behind it')];
  const note = sendMessage(alice.context, carol, 'a note').messageId;
  alice.context.database.commit((changes) => postpone(changes, first as string, server.now + 500));
  expect(select()).toMatchObject({ entries: [{ messageId: note }], nextAt: server.now + 500 });
  expect(select(undefined, undefined, server.now + 500).entries).toHaveLength(3);
});

test('MSG-4 a message that is encrypted anew keeps its name and reaches the device that was added', async () => {
  const id = say(alice, 'hello');
  await bob.receive(await alice.submit(bob));
  const tablet = await server.join('bob', bob);
  open(tablet, alice);
  const second = say(alice, 'for both');
  alice.context.database.commit((changes) => markListStale(changes, bob.accountId));
  const [envelope] = await alice.submit(tablet);
  expect(envelope?.message_id).toBe(second);
  await tablet.receive([envelope] as never);
  expect(items(tablet)).toMatchObject([{ id: second, text: 'for both', gapBefore: false }]);
  expect(items(bob).map((item) => item.id)).toContain(id);
});

test('a failed message is tried again in its place, or taken back with its place in the order', () => {
  const ids = [say(alice, 'first'), say(alice, 'second')] as const;
  const fail = (id: string) =>
    alice.context.database.commit((changes) => {
      setFailed(changes, id, true);
      changes.run(`update items set state = 'failed', failure = 'refused' where item_id = ?`, [id]);
    });
  fail(ids[1]);
  expect(select().entries.map((entry) => entry.messageId)).toEqual([ids[0]]);
  retryMessage(alice.context, ids[1]);
  expect(items(alice).at(-1)).toMatchObject({ state: 'waiting', failure: null });
  expect(select().entries).toHaveLength(2);
  fail(ids[1]);
  discardMessage(alice.context, ids[1]);
  expect(items(alice)).toHaveLength(1);
  expect(record(alice).sentCounter).toBe(1);
  expect(() => retryMessage(alice.context, ids[1])).toThrow('unknown-message');
});

test('MSG-9 after reading everything nothing is unread, on every device, in whatever order it came', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ byBob: fc.boolean(), late: fc.boolean() }), { minLength: 1, maxLength: 10 }),
      fc.boolean(),
      async (history, readOnSecond) => {
        server = await paperServer();
        alice = await server.join('alice');
        const second = await server.join('alice', alice);
        bob = await server.join('bob');
        for (const device of [alice, second]) open(device, bob);
        open(bob, alice);
        const late: Parameters<PaperDevice['receive']>[0][number][] = [];
        for (const { byBob, late: isLate } of history) {
          const from = byBob ? bob : alice;
          say(from, 'text');
          const mail = await from.submitToAll();
          await alice.receive(mail.get(alice) ?? []);
          const forSecond = mail.get(second) ?? [];
          if (isLate) late.push(...forSecond);
          else await second.receive(forSecond);
        }
        await second.receive(late.reverse());
        const [reader, other] = readOnSecond ? [second, alice] : [alice, second];
        const last = items(reader).at(-1);
        if (last !== undefined) markRead(reader.context, conversation(), last.id);
        await other.receive(await reader.submit(other));
        expect([unread(alice), unread(second)]).toEqual([0, 0]);
      },
    ),
    { numRuns: 12 },
  );
});

test('MSG-3 what waits stands behind what comes in, and keeps its order while it leaves', async () => {
  const shown = () => items(alice).map((item) => (item.kind === 'message' ? item.text : item.kind));
  say(alice, 'one');
  say(alice, 'two');
  server.now += 60_000;
  say(bob, 'from bob');
  await alice.receive(await bob.submit(alice));
  expect(shown()).toEqual(['from bob', 'one', 'two']);
  expect(items(alice).at(-1)?.at).toBeLessThan(server.now);
  const [first] = select().entries;
  alice.context.database.commit((changes) => settleEntry(changes, first as never, server.now + 5));
  expect(shown()).toEqual(['from bob', 'one', 'two']);
  expect(items(alice)[1]).toMatchObject({ at: server.now + 5, state: 'sent' });
});

/** Text that does not compress below its length. */
function noise(length: number): string {
  return randomBytes(length).toString('base64').slice(0, length);
}
