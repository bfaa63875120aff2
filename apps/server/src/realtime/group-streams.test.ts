import { setImmediate as turn } from 'node:timers/promises';
import type { GroupId } from '@sotto/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StoredGroupEvent } from '../groups/group-event.ts';
import type { GroupLogPage, GroupMembership } from '../groups/log-store.ts';
import type { GroupSubscriber } from './group-channel.ts';
import { createGroupStreams } from './group-streams.ts';

const pageMax = 3;
const frame = { onWire: () => Buffer.alloc(0) };

type Member = { joined: number; acknowledged: number; left?: number; welcome?: boolean };

/** Groups as the database and the hub know them, and one device connected to them. */
function world(groups: Record<string, { head: number; truncated?: number; member: Member }>) {
  const subscribed = new Map<string, GroupSubscriber>();
  const sent: Record<string, number[]> = {};
  const notices: string[] = [];
  const turns: string[] = [];
  const failures: unknown[] = [];
  let reads = 0;
  const note = (groupId: string, ...seqs: number[]) => {
    sent[groupId] = [...(sent[groupId] ?? []), ...seqs];
  };
  const groupOf = (groupId: string) => groups[groupId] as (typeof groups)[string];
  const eventOf = (seq: number): StoredGroupEvent => ({
    seq,
    epoch: 0,
    kind: 'application',
    id: String(seq),
    acceptedAt: 0,
    payload: undefined,
  });
  const page = (groupId: string, after: number): GroupLogPage | undefined => {
    const { head, truncated = 0, member } = groupOf(groupId);
    if (member.welcome) return undefined;
    const upto = member.left ?? head;
    const from = Math.max(after, member.joined);
    const first = Math.max(from, truncated) + 1;
    const events = Array.from({ length: Math.max(0, Math.min(pageMax, upto - first + 1)) }, (_, i) =>
      eventOf(first + i),
    );
    return {
      events,
      from,
      truncated: from < truncated,
      head: upto,
      hasLeft: member.left !== undefined,
      epoch: 0,
      commitSeq: 0,
    };
  };
  const streams = createGroupStreams({
    async memberships() {
      const found = Object.entries(groups).map(
        ([groupId, { head, member }]): GroupMembership => ({
          groupId: groupId as GroupId,
          acknowledged: member.acknowledged,
          head: member.left ?? head,
          hasLeft: member.left !== undefined,
          welcome: member.welcome ?? false,
        }),
      );
      await turn();
      return found;
    },
    async read(groupId, after) {
      reads++;
      const found = page(groupId, after);
      await turn();
      return found;
    },
    subscribe: (groupId, subscriber) => void subscribed.set(groupId, subscriber),
    unsubscribe: (groupId) => void subscribed.delete(groupId),
    send(groupId, events) {
      turns.push(groupId);
      note(groupId, ...events.map((event) => event.seq));
    },
    sendLive: ({ first, last }) => {
      const groupId = liveGroup as string;
      for (let seq = first; seq <= last; seq++) note(groupId, seq);
    },
    welcomeWaits: (groupId) => void notices.push(`welcome ${groupId}`),
    truncated: (groupId) => void notices.push(`truncated ${groupId}`),
    drained: () => turn() as Promise<void>,
    failed: (error) => void failures.push(error),
  });
  let liveGroup: string | undefined;
  return {
    streams,
    sent,
    notices,
    turns,
    failures,
    reads: () => reads,
    /** The log grows; with `lost` the hub says nothing of it. */
    append(groupId: string, count: number, lost = false) {
      const group = groupOf(groupId);
      const first = group.head + 1;
      group.head += count;
      liveGroup = groupId;
      if (!lost) subscribed.get(groupId)?.offer({ first, last: group.head, frame });
      liveGroup = undefined;
    },
    lookAgain: (groupId: string) => subscribed.get(groupId)?.lookAgain(),
    async settle() {
      for (let i = 0; i < 200; i++) await turn();
    },
  };
}

const upTo = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i + 1);
const id = (name: string) => name as GroupId;

test('all that waits is sent before it begins to be live', async () => {
  const { streams, sent, append } = world({
    a: { head: 10, member: { joined: 0, acknowledged: 4 } },
    b: { head: 2, member: { joined: 0, acknowledged: 2 } },
  });
  await streams.start();
  expect(sent).toEqual({ a: upTo(4, 10) });
  append('a', 1);
  append('b', 2);
  expect(sent).toEqual({ a: upTo(4, 11), b: [3, 4] });
});

test('what is live costs no reading, and neither does a group where nothing waits', async () => {
  const { streams, append, reads, sent } = world({ a: { head: 3, member: { joined: 0, acknowledged: 3 } } });
  await streams.start();
  for (let i = 0; i < 20; i++) append('a', 1 + (i % 3));
  expect(reads()).toBe(0);
  expect(sent['a']).toEqual(upTo(3, 42));
});

test('groups take turns', async () => {
  const { streams, sent, turns } = world({
    busy: { head: 100, member: { joined: 0, acknowledged: 0 } },
    quiet: { head: 5, member: { joined: 0, acknowledged: 0 } },
  });
  await streams.start();
  expect(turns.slice(0, 4)).toEqual(['busy', 'quiet', 'busy', 'quiet']);
  expect(sent).toEqual({ busy: upTo(0, 100), quiet: upTo(0, 5) });
});

test('a gap is read, and what was lost is found when somebody says so', async () => {
  const { streams, append, sent, lookAgain, settle } = world({
    a: { head: 0, member: { joined: 0, acknowledged: 0 } },
  });
  await streams.start();
  append('a', 2);
  append('a', 3, true);
  append('a', 1);
  await settle();
  expect(sent['a']).toEqual(upTo(0, 6));
  append('a', 4, true);
  lookAgain('a');
  await settle();
  expect(sent['a']).toEqual(upTo(0, 10));
});

test('REQ-G9: after its removal a device is offered nothing, whether or not anybody says so', async () => {
  const groups = {
    told: { head: 4, member: { joined: 0, acknowledged: 4 } as Member },
    untold: { head: 4, member: { joined: 0, acknowledged: 4 } as Member },
    offline: { head: 9, member: { joined: 0, acknowledged: 2, left: 5 } as Member },
  };
  const { streams, append, sent, lookAgain, settle } = world(groups);
  await streams.start();
  expect(sent['offline']).toEqual([3, 4, 5]);
  append('told', 1);
  groups.told.member.left = 5;
  streams.departed(id('told'), 5);
  append('told', 3);
  // The commit was stored, but its answer was lost.
  append('untold', 1, true);
  groups.untold.member.left = 5;
  lookAgain('untold');
  append('untold', 3);
  await settle();
  append('untold', 3);
  await settle();
  expect(sent).toEqual({ told: [5], untold: [5], offline: [3, 4, 5] });
  // What it was sent last it acknowledges still.
  expect(['told', 'untold', 'offline', 'none'].map((name) => streams.sent(id(name)))).toEqual([
    5,
    5,
    5,
    undefined,
  ]);
});

test('a removed device still reads up to the commit that did it', async () => {
  const groups = { a: { head: 0, member: { joined: 0, acknowledged: 0 } as Member } };
  const { streams, append, sent, settle } = world(groups);
  await streams.start();
  append('a', 20, true);
  groups.a.member.left = 20;
  streams.departed(id('a'), 20);
  append('a', 5);
  await settle();
  expect(sent['a']).toEqual(upTo(0, 20));
});

test('a device with a Welcome is told once, and reads when it is done with it', async () => {
  const groups = { a: { head: 7, member: { joined: 5, acknowledged: 5, welcome: true } as Member } };
  const { streams, append, sent, notices, settle } = world(groups);
  await streams.start();
  append('a', 2);
  await settle();
  expect({ sent, notices }).toEqual({ sent: {}, notices: ['welcome a'] });
  groups.a.member.welcome = false;
  streams.look();
  await settle();
  append('a', 1);
  expect(sent['a']).toEqual(upTo(5, 10));
});

test('what is not kept any more is said; joined again further on, the device reads from there', async () => {
  const groups = { a: { head: 9, truncated: 6, member: { joined: 0, acknowledged: 2 } as Member } };
  const { streams, append, sent, notices, settle } = world(groups);
  await streams.start();
  expect({ sent, notices }).toEqual({ sent: {}, notices: ['truncated a'] });
  groups.a.member = { joined: 10, acknowledged: 10 };
  groups.a.head = 10;
  streams.look();
  await settle();
  append('a', 2);
  expect(sent['a']).toEqual([11, 12]);
});

test('whatever is appended, lost, asked for and removed while it reads: in order, all, and no more', async () => {
  const action = fc.oneof(
    fc.record({ what: fc.constant('append' as const), count: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ what: fc.constant('lost' as const), count: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ what: fc.constant('turn' as const), count: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ what: fc.constant('look' as const), count: fc.constant(1) }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.nat(12),
      fc.nat(12),
      fc.array(action, { maxLength: 25 }),
      fc.boolean(),
      async (head, behind, actions, leaves) => {
        const acknowledged = Math.max(0, head - behind);
        const groups = { a: { head, member: { joined: 0, acknowledged } as Member } };
        const { streams, append, sent, lookAgain, settle, failures } = world(groups);
        const started = streams.start();
        for (const { what, count } of actions) {
          if (what === 'append') append('a', count);
          else if (what === 'lost') append('a', count, true);
          else if (what === 'look') lookAgain('a');
          else for (let i = 0; i < count; i++) await turn();
        }
        append('a', 1);
        const end = groups.a.head;
        if (leaves) {
          groups.a.member.left = end;
          streams.departed(id('a'), end);
          append('a', 4);
        }
        await started;
        await settle();
        expect(sent['a'] ?? []).toEqual(upTo(acknowledged, end));
        expect(failures).toEqual([]);
      },
    ),
    { numRuns: 150 },
  );
});
