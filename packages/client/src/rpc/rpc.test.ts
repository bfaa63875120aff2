import { expect, test } from 'vitest';
import { memoryChannel } from '../../test/memory-channel.ts';
import type { ConversationSummary, Timeline } from '../api/conversation.ts';
import type { SottoClient } from '../api/sotto-client.ts';
import { ClientError } from '../client-error.ts';
import { valueQuery } from '../queries/value-query.ts';
import { connectClient } from './connect-client.ts';
import { serveClient } from './serve-client.ts';

const conversationId = '686444af-b93f-85be-9495-eea4aa217063' as ConversationSummary['conversationId'];
const summary = (unread: number) => ({ conversationId, unread, sortAt: 1 }) as unknown as ConversationSummary;
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** The far side: answers like a client, and remembers what it was asked. */
function engine(options: { silent?: boolean } = {}) {
  const calls: unknown[][] = [];
  const conversations = valueQuery<readonly ConversationSummary[]>([summary(1)]);
  const timeline = valueQuery<Timeline>({
    conversationId,
    threadId: null,
    root: null,
    items: [],
    hasOlder: true,
    hasNewer: false,
    pinned: [],
    unreadFrom: null,
    loading: false,
  });
  const opened = new Set<string>();
  const client = {
    session: valueQuery({ kind: 'signed-in', self: {} }),
    connection: valueQuery({ kind: 'online' }),
    people: valueQuery([]),
    threads: valueQuery([]),
    scheduled: valueQuery([]),
    reminders: valueQuery([]),
    uploads: valueQuery([]),
    downloads: valueQuery([]),
    preferences: valueQuery({ readReceipts: true, typingIndicators: false, presence: true }),
    conversations,
    openTimeline: (id: string) => {
      opened.add(id);
      return { timeline, loadOlder: async () => void calls.push(['older']), close: () => opened.delete(id) };
    },
    sendMessage: async (...args: unknown[]) => {
      calls.push(args);
      if (options.silent) return new Promise(() => {});
      return { messageId: 'm' };
    },
    createInvite: async (...args: unknown[]) => {
      calls.push(args);
      if (options.silent) return new Promise(() => {});
      throw new ClientError('not-permitted');
    },
  } as unknown as SottoClient;
  return { client, calls, conversations, timeline, opened };
}

let ids = 0;
const newId = () => `id-${ids++}`;

test('RPC-1 queries are mirrored, and what did not change stays the same object', async () => {
  const { near, far } = memoryChannel();
  const { client, conversations } = engine();
  const mirror = connectClient(near, newId);
  expect(mirror.session.current).toEqual({ kind: 'starting' });
  serveClient(far, client);
  await settle();
  expect(mirror.session.current.kind).toBe('signed-in');
  expect(mirror.preferences.current.typingIndicators).toBe(false);
  const before = mirror.conversations.current;
  let changes = 0;
  mirror.conversations.subscribe(() => changes++);
  conversations.set([summary(1)]);
  await settle();
  expect(mirror.conversations.current).toBe(before);
  conversations.set([summary(2)]);
  await settle();
  expect(changes).toBe(1);
  expect(mirror.conversations.current[0]?.unread).toBe(2);
});

test('RPC-2 actions are promises; refusals keep their code', async () => {
  const { near, far } = memoryChannel();
  const { client, calls } = engine();
  const mirror = connectClient(near, newId);
  const sent = mirror.sendMessage(conversationId, 'asked before the engine was there');
  serveClient(far, client);
  await expect(sent).resolves.toEqual({ messageId: 'm' });
  expect(calls).toHaveLength(1);
  const refused = mirror.createInvite({ role: 'member', uses: 1, expiresInHours: 1 });
  await expect(refused).rejects.toBeInstanceOf(ClientError);
  await expect(refused).rejects.toMatchObject({ code: 'not-permitted' });
});

test('RPC-3 a timeline is a live window until it is closed', async () => {
  const { near, far } = memoryChannel();
  const { client, timeline, opened, calls } = engine();
  serveClient(far, client);
  const mirror = connectClient(near, newId);
  const handle = mirror.openTimeline(conversationId);
  expect(handle.timeline.current.loading).toBe(true);
  await settle();
  expect(handle.timeline.current).toMatchObject({ loading: false, hasOlder: true });
  timeline.set({ ...timeline.current, hasOlder: false });
  await handle.loadOlder();
  expect(handle.timeline.current.hasOlder).toBe(false);
  expect(calls).toEqual([['older']]);
  handle.close();
  await settle();
  expect(opened.size).toBe(0);
});

test('RPC-4 when another engine takes over, a message that was under way is sent once more, as the same', async () => {
  const { near, far } = memoryChannel();
  const first = engine({ silent: true });
  const stop = serveClient(far, first.client);
  const mirror = connectClient(near, newId);
  await settle();
  const handle = mirror.openTimeline(conversationId);
  const sent = mirror.sendMessage(conversationId, 'hello');
  const interrupted = expect(
    mirror.createInvite({ role: 'member', uses: 1, expiresInHours: 1 }),
  ).rejects.toMatchObject({ code: 'interrupted' });
  await settle();
  stop();
  const second = engine();
  serveClient(far, second.client);
  await expect(sent).resolves.toEqual({ messageId: 'm' });
  await interrupted;
  expect(second.calls).toEqual(first.calls.slice(0, 1));
  expect(second.calls[0]?.[2]).toHaveProperty('requestId');
  await settle();
  expect(second.opened.size).toBe(1);
  expect(handle.timeline.current.loading).toBe(false);
});

test('RPC-5 a call that comes twice is done once and answered twice', async () => {
  const { near, far } = memoryChannel();
  const { client, calls } = engine();
  serveClient(far, client);
  const answers: unknown[] = [];
  near.listen((answer) => answers.push(answer));
  const call = { kind: 'call', id: 'x', action: 'sendMessage', args: [conversationId, 'once'] };
  near.post(call);
  near.post(call);
  await settle();
  expect(calls).toHaveLength(1);
  expect(answers.filter((answer) => (answer as { kind: string }).kind === 'result')).toHaveLength(2);
});

test('RPC-6 nothing but the actions can be called', async () => {
  const { near, far } = memoryChannel();
  serveClient(far, engine().client);
  const answers: unknown[] = [];
  near.listen((answer) => answers.push(answer));
  for (const action of ['close', 'constructor', 'openTimeline', '__proto__']) {
    near.post({ kind: 'call', id: action, action, args: [] });
  }
  near.post('noise');
  near.post(null);
  await settle();
  const failures = answers.filter((answer) => (answer as { kind: string }).kind === 'failure');
  expect(failures).toHaveLength(4);
});

test('RPC-7 after closing, everything asked is refused', async () => {
  const { near } = memoryChannel();
  const mirror = connectClient(near, newId);
  const waiting = mirror.listSessions();
  await mirror.close();
  await expect(waiting).rejects.toMatchObject({ code: 'closed' });
  await expect(mirror.listInvites()).rejects.toMatchObject({ code: 'closed' });
});
