import type { GroupId } from '@sotto/protocol';
import type { StoredGroupEvent } from '../groups/group-event.ts';
import type { GroupLogPage, GroupMembership } from '../groups/log-store.ts';
import type { GroupSubscriber, PublishedEvents } from './group-channel.ts';

/**
 * What one device is sent of its groups: each log in order and at least once, from the first event it has not
 * acknowledged.
 *
 *     behind    its log is read in pages, one group after the other, each page when the reader has taken the
 *               one before: a busy group does not keep the others waiting
 *     live      frames straight from the commit, as long as each follows the one before
 *
 * A device with a Welcome to fetch is told so and reads nothing of that group. One that was removed reads up to
 * the commit that removed it and no further.
 */
export type GroupStreams = {
  /** Begins with every group of the device; resolves when all that waited has been sent. */
  start(): Promise<void>;
  /** The device reads logs that it did not read before. */
  look(): void;
  welcomed(groupId: GroupId): void;
  departed(groupId: GroupId, leftSeq: number): void;
  /** The newest number sent of a group; undefined for one the device has not read. */
  sent(groupId: GroupId): number | undefined;
  close(): void;
};

export type GroupStreamPorts = {
  memberships(): Promise<readonly GroupMembership[]>;
  /** The next events after a number; undefined when the device does not read this log any more. */
  read(groupId: GroupId, after: number): Promise<GroupLogPage | undefined>;
  subscribe(groupId: GroupId, subscriber: GroupSubscriber): void;
  unsubscribe(groupId: GroupId, subscriber: GroupSubscriber): void;
  send(groupId: GroupId, events: readonly StoredGroupEvent[]): void;
  sendLive(events: PublishedEvents): void;
  welcomeWaits(groupId: GroupId): void;
  /** What the device would read next is not kept any more. */
  truncated(groupId: GroupId): void;
  /** Resolves when the reader has taken enough to be sent more. */
  drained(): Promise<void>;
  failed(error: unknown): void;
};

type Stream = GroupSubscriber & {
  readonly groupId: GroupId;
  sent: number;
  /** The newest number offered: reading is not at its end before it. */
  newest: number;
  /** `joining` until it is known that nothing was committed while it subscribed. */
  state: 'joining' | 'behind' | 'live';
  /** Something may have been committed of which nothing more is known. */
  asked: boolean;
  /** The last number this device may read; undefined as long as it is a member. */
  end: number | undefined;
};

export function createGroupStreams(ports: GroupStreamPorts): GroupStreams {
  const streams = new Map<GroupId, Stream>();
  const behind: Stream[] = [];
  /** Up to where logs were sent that this device will get no more of: it acknowledges them still. */
  const ended = new Map<GroupId, number>();
  let closed = false;
  let looking: Promise<void> | undefined;
  let lookAsked = false;
  let reading: Promise<void> | undefined;

  const open = ({ groupId, acknowledged, head, hasLeft }: GroupMembership): Stream => {
    const stream: Stream = {
      groupId,
      sent: acknowledged,
      newest: 0,
      state: 'joining',
      asked: false,
      end: hasLeft ? head : undefined,
      offer(events) {
        if (stream.state === 'live' && events.first === stream.sent + 1) {
          stream.sent = events.last;
          ports.sendLive(events);
          return;
        }
        stream.newest = Math.max(stream.newest, events.last);
        if (stream.state === 'live' && events.last > stream.sent) fallBehind(stream);
      },
      lookAgain() {
        stream.asked = true;
        if (stream.state === 'live') fallBehind(stream);
      },
    };
    streams.set(groupId, stream);
    if (!hasLeft) ports.subscribe(groupId, stream);
    return stream;
  };
  const drop = (stream: Stream) => {
    ports.unsubscribe(stream.groupId, stream);
    if (streams.get(stream.groupId) === stream) streams.delete(stream.groupId);
  };
  const finish = (stream: Stream) => {
    ended.set(stream.groupId, stream.sent);
    drop(stream);
  };
  const isOpen = (stream: Stream) => !closed && streams.get(stream.groupId) === stream;
  const fallBehind = (stream: Stream) => {
    stream.state = 'behind';
    behind.push(stream);
    reading ??= readBehind()
      .catch((error: unknown) => {
        if (!closed) ports.failed(error);
      })
      .finally(() => {
        reading = undefined;
      });
  };
  const settle = (stream: Stream, head: number) => {
    if (Math.max(head, stream.newest) > stream.sent || stream.asked) fallBehind(stream);
    else if (stream.end !== undefined) finish(stream);
    else stream.state = 'live';
  };
  const readBehind = async () => {
    for (let stream = behind.shift(); stream !== undefined; stream = behind.shift()) {
      if (!isOpen(stream)) continue;
      stream.asked = false;
      const page = await ports.read(stream.groupId, stream.sent);
      if (!isOpen(stream)) continue;
      if (page === undefined) drop(stream);
      else if (page.truncated) {
        drop(stream);
        ports.truncated(stream.groupId);
      } else {
        take(stream, page);
        if (page.events.length > 0) await ports.drained();
      }
    }
  };
  const take = (stream: Stream, page: GroupLogPage) => {
    if (page.hasLeft) depart(stream, page.head);
    if (page.events.length > 0) ports.send(stream.groupId, page.events);
    stream.sent = Math.max(stream.sent, page.from, page.events.at(-1)?.seq ?? 0);
    settle(stream, page.head);
  };
  const depart = (stream: Stream, leftSeq: number) => {
    stream.end = leftSeq;
    // Offers end with it; what was offered beyond is not for this device.
    stream.newest = Math.min(stream.newest, leftSeq);
    ports.unsubscribe(stream.groupId, stream);
  };
  const waitForWelcome = (groupId: GroupId) => {
    const stream = streams.get(groupId);
    if (stream !== undefined) drop(stream);
    ports.welcomeWaits(groupId);
  };
  /**
   * Twice: first to subscribe, then, with nothing missed any more, to see what was committed meanwhile. Two
   * statements, however many groups.
   */
  const lookOnce = async (told: Set<GroupId>) => {
    for (let opened = true; opened && !closed; ) {
      const memberships = await ports.memberships();
      if (closed) return;
      opened = false;
      for (const membership of memberships) {
        const { groupId, acknowledged, head, welcome, hasLeft } = membership;
        const known = streams.get(groupId);
        if (welcome) {
          if (!told.has(groupId)) waitForWelcome(groupId);
          told.add(groupId);
        } else if (known === undefined) {
          if (hasLeft && acknowledged >= head) continue;
          open(membership);
          opened = true;
        } else {
          if (hasLeft) depart(known, head);
          // It joined again further on: what lies before is not for it.
          known.sent = Math.max(known.sent, acknowledged);
          if (known.state === 'joining') settle(known, head);
        }
      }
    }
  };
  const look = () => {
    lookAsked = true;
    looking ??= (async () => {
      const told = new Set<GroupId>();
      while (lookAsked && !closed) {
        lookAsked = false;
        await lookOnce(told);
      }
    })().finally(() => {
      looking = undefined;
    });
    return looking;
  };
  return {
    async start() {
      await look();
      while (reading !== undefined && !closed) await reading;
    },
    look() {
      look().catch((error: unknown) => {
        if (!closed) ports.failed(error);
      });
    },
    welcomed: waitForWelcome,
    departed(groupId, leftSeq) {
      const stream = streams.get(groupId);
      if (stream === undefined) return;
      depart(stream, leftSeq);
      if (stream.state !== 'live') return;
      if (stream.sent < leftSeq) fallBehind(stream);
      else finish(stream);
    },
    sent: (groupId) => streams.get(groupId)?.sent ?? ended.get(groupId),
    close() {
      closed = true;
      for (const stream of streams.values()) ports.unsubscribe(stream.groupId, stream);
      streams.clear();
      behind.length = 0;
    },
  };
}
