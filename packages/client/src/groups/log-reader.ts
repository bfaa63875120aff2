import type { AccountId, ConversationId, GroupId, GroupSeq } from '@sotto/protocol';
import { encodeFrame } from '@sotto/protocol/socket';
import { ClientError } from '../client-error.ts';
import { refreshDeviceLists } from '../devices/refresh-device-lists.ts';
import { ignoreClosed } from '../platform/later.ts';
import { pause } from '../platform/pause.ts';
import { randomShare } from '../platform/random-share.ts';
import { backoffMs } from '../sync/backoff.ts';
import type { GroupEvent } from './group-event.ts';
import { readGroup, setStanding } from './group-table.ts';
import {
  type AnnouncedEvent,
  type LogPosition,
  type LogStep,
  takeAnnounced,
  takePage,
} from './log-position.ts';
import { readLog } from './read-log.ts';
import { type GroupReceiving, receiveGroupEvents } from './receive-events.ts';

/** Takes in the logs of all groups: in order, a batch at a time, each fairly. */
export type LogReader = {
  take(groupId: ConversationId, announced: readonly AnnouncedEvent[]): void;
  /** Looks into the log itself: something in it is needed that did not come. */
  look(groupId: ConversationId): void;
  /** Begins again from what is stored: the group was entered anew, or the connection is another. */
  restart(groupId: ConversationId): void;
  connect(send: ((encoded: Uint8Array) => void) | null): void;
  /** Resolves when nothing is being taken in. */
  idle(): Promise<void>;
  stop(): void;
};

/** Events stored in one transaction, between two breaths. */
const batchSize = 64;

type Log = {
  position: LogPosition;
  queue: GroupEvent[];
  hole: boolean;
  attempt: number;
  /** Lists that were looked up for the first event of the queue. */
  looked: Set<AccountId>;
};

/** @param onSuspicion something came that could not be reconciled with what this device holds. */
export function createLogReader(
  context: GroupReceiving,
  onSuspicion: (groupId: ConversationId) => void,
): LogReader {
  const { database, platform } = context;
  const { timer, log: note, random } = platform;
  const logs = new Map<ConversationId, Log>();
  const waiting = new Map<ConversationId, () => void>();
  let send: ((encoded: Uint8Array) => void) | null = null;
  const idlers = new Set<() => void>();
  let running = false;
  let stopped = false;

  function logOf(groupId: ConversationId): Log | null {
    const known = logs.get(groupId);
    if (known !== undefined) return known;
    const group = readGroup(database, groupId);
    if (group === null) return null;
    const position = { taken: group.cursor, held: [] };
    const fresh: Log = { position, queue: [], hole: false, attempt: 0, looked: new Set() };
    logs.set(groupId, fresh);
    return fresh;
  }

  function apply(log: Log, step: LogStep): void {
    log.position = step.position;
    log.queue.push(...step.ready);
    log.hole = step.hole;
  }

  function run(): void {
    if (running || stopped) return;
    running = true;
    drain()
      .catch(ignoreClosed)
      .finally(() => {
        running = false;
        for (const resolve of idlers) resolve();
        idlers.clear();
      });
  }

  async function drain(): Promise<void> {
    for (;;) {
      const due = [...logs].filter(
        ([groupId, log]) => (log.queue.length > 0 || log.hole) && !waiting.has(groupId),
      );
      if (due.length === 0 || stopped) return;
      for (const [groupId, log] of due) {
        try {
          await advance(groupId, log);
          log.attempt = 0;
        } catch (error) {
          if (stopped) return;
          if (error instanceof ClientError && error.code === 'closed') throw error;
          retryLater(groupId, log);
        }
        await pause(timer);
        if (stopped) return;
      }
    }
  }

  /** Something failed: what is stored is the truth, and the rest is read again after a while. */
  function retryLater(groupId: ConversationId, log: Log): void {
    note('info', 'task-failed', { attempt: log.attempt });
    logs.delete(groupId);
    const delayMs = backoffMs(++log.attempt + 1, randomShare(random));
    const { attempt } = log;
    waiting.set(
      groupId,
      timer(delayMs, () => {
        waiting.delete(groupId);
        const fresh = logOf(groupId);
        if (fresh === null) return;
        fresh.attempt = attempt;
        fresh.hole = true;
        run();
      }),
    );
  }

  async function advance(groupId: ConversationId, log: Log): Promise<void> {
    if (log.queue.length === 0) return fill(groupId, log);
    const batch = log.queue.slice(0, batchSize);
    const received = receiveGroupEvents(context, groupId, batch, log.looked);
    if (logs.get(groupId) !== log) return;
    log.queue.splice(0, received.taken);
    if (received.taken > 0) {
      log.looked = new Set();
      acknowledge(groupId);
    }
    if (received.suspicious) onSuspicion(groupId);
    if (received.needs.length === 0) return;
    await refreshDeviceLists(context, received.needs);
    for (const accountId of received.needs) log.looked.add(accountId);
  }

  async function fill(groupId: ConversationId, log: Log): Promise<void> {
    const group = readGroup(database, groupId);
    log.hole = false;
    // Whoever joins again begins behind its own commit.
    if (group === null || group.standing === 'repairing') return;
    const page = await readLog(context, groupId, log.position.taken);
    if (logs.get(groupId) !== log) return;
    if (page.kind === 'page') {
      apply(log, takePage(log.position, page.events, page.more));
    } else if (page.kind === 'truncated' && group.standing !== 'left' && group.standing !== 'removed') {
      database.commit((changes) => setStanding(changes, groupId, 'repairing', 'behind'));
    }
  }

  function acknowledge(groupId: ConversationId): void {
    const group = readGroup(database, groupId);
    if (group === null || send === null) return;
    send(
      encodeFrame(
        {
          type: 'group-acknowledge',
          group_id: groupId as string as GroupId,
          through: group.cursor as GroupSeq,
        },
        'cbor',
      ) as Uint8Array,
    );
  }

  return {
    take(groupId, announced) {
      const log = logOf(groupId);
      if (log === null) return;
      const before = log.position.taken;
      apply(log, takeAnnounced(log.position, announced));
      // What comes again was not acknowledged there: the acknowledgement was lost.
      const isRepetition = announced.every(({ seq }) => seq <= before) && log.queue.length === 0;
      if (isRepetition) acknowledge(groupId);
      run();
    },
    look(groupId) {
      const log = logOf(groupId);
      if (log === null) return;
      log.hole = true;
      run();
    },
    restart(groupId) {
      logs.delete(groupId);
    },
    connect(next) {
      send = next;
      // A new connection tells everything again from what was acknowledged.
      if (next === null) logs.clear();
    },
    idle: () => (running ? new Promise((resolve) => idlers.add(resolve)) : Promise.resolve()),
    stop() {
      stopped = true;
      for (const cancel of waiting.values()) cancel();
      waiting.clear();
    },
  };
}
