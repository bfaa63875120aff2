import type { AccountId, ConversationId } from '@sotto/protocol';
import type { DownFrame } from '@sotto/protocol/socket';
import { ClientError } from '../client-error.ts';
import { ignoreClosed } from '../platform/later.ts';
import { randomShare } from '../platform/random-share.ts';
import { backoffMs } from '../sync/backoff.ts';
import { ServerProblem } from '../transport/http-client.ts';
import { attendGroup, type LogControl } from './attend-group.ts';
import { refreshGroupLimits } from './choose-suite.ts';
import { deliveredEvent } from './group-event.ts';
import { readGroup, readGroups, setStanding } from './group-table.ts';
import { createInquiries } from './inquiries.ts';
import { joinFromWaitingWelcome } from './join-welcome.ts';
import { keepKeyPackages } from './key-package-upkeep.ts';
import { createLogReader } from './log-reader.ts';
import { groupsWith } from './member-table.ts';
import { askForMissing } from './missing-messages.ts';
import type { GroupReceiving } from './receive-events.ts';
import { reconcileGroups } from './reconcile.ts';
import { rejoinGroup } from './rejoin.ts';
import { answeredRejoinKey } from './rejoin-key-exchange.ts';
import { createSchedule } from './schedule.ts';

/** `later`: nothing failed, and it has to be done again. */
type JobOutcome = 'done' | 'later';
type Job = () => Promise<JobOutcome>;

export type GroupFrame = Extract<DownFrame, { type: 'group-events' }>;

/** Everything that happens in groups by itself: what comes is taken in, what is wanted is carried out. */
export type GroupWorker = {
  takeEvents(frame: GroupFrame): void;
  /** There is more in a log than came. */
  look(groupId: ConversationId): void;
  /** A Welcome waits. */
  welcome(groupId: ConversationId): void;
  /** What this device would read next is not kept any more. */
  truncated(groupId: ConversationId): void;
  keyPackagesLow(): void;
  /** A connection that can send, or that none is left. */
  connect(send: ((encoded: Uint8Array) => void) | null): void;
  /** All that waited has come: compares what is here with what the server has. */
  caughtUp(): void;
  /** Devices of somebody came or went. */
  devicesChanged(accountIds: Iterable<AccountId>): void;
  /** Something about these groups changed. */
  wake(groupIds: Iterable<ConversationId>): void;
  /** Looks at every group once more, and resolves when all that can be done now has been done. */
  idle(): Promise<void>;
  stop(): void;
};

/** A new device gives its siblings this long to bring it in before it enters by itself. */
const siblingsMs = 15_000;

/** A group that cannot be looked after now is looked at again after this, and later. */
const retryFactor = 4;

export function createGroupWorker(context: GroupReceiving): GroupWorker {
  const { database, platform } = context;
  const { clock, timer, log, random } = platform;
  const schedule = createSchedule(clock, random);
  const jobs = new Map<string, Job>();
  const attempts = new Map<string, number>();
  const inquiries = createInquiries();
  const sweeps = new Set(readGroups(database).map((group) => group.groupId));
  const reader = createLogReader(context, (groupId) => {
    inquiries.suspect(groupId);
    wake([groupId]);
  });
  const idlers = new Set<() => void>();
  let online = false;
  let running = false;
  let stopped = false;
  let alarm: { at: number; cancel: () => void } | null = null;

  /** One thing after another: each looks at the groups as they are when its turn comes. */
  function enqueue(name: string, job: Job): void {
    if (stopped || !online) return;
    jobs.set(name, job);
    if (running) return;
    running = true;
    run()
      .catch(ignoreClosed)
      .finally(() => {
        running = false;
        for (const resolve of idlers) resolve();
        idlers.clear();
      });
  }

  async function run(): Promise<void> {
    for (let next = jobs.entries().next().value; next !== undefined; next = jobs.entries().next().value) {
      const [name, job] = next;
      jobs.delete(name);
      if (stopped || !online) continue;
      try {
        if ((await job()) === 'later') again(name, job);
        else attempts.delete(name);
      } catch (error) {
        if (error instanceof ClientError && error.code === 'closed') return;
        failed(name, job, error);
      }
      setAlarm();
    }
  }

  function failed(name: string, job: Job, error: unknown): void {
    const isExpected = error instanceof ServerProblem || error instanceof ClientError;
    log(isExpected ? 'info' : 'error', isExpected ? 'task-failed' : 'bug');
    again(name, job, error instanceof ServerProblem ? (error.retryAfterSeconds ?? 0) * 1000 : 0);
  }

  function jobsDone(): Promise<void> {
    return running ? new Promise((resolve) => idlers.add(resolve)) : Promise.resolve();
  }

  /** Later, and each time later still. */
  function again(name: string, job: Job, atLeastMs = 0): void {
    const attempt = (attempts.get(name) ?? 0) + 1;
    attempts.set(name, attempt);
    const delayMs = atLeastMs + retryFactor * backoffMs(attempt, randomShare(random));
    timer(delayMs, () => enqueue(name, job));
  }

  function setAlarm(): void {
    const at = schedule.nextAt();
    if (at === null || (alarm !== null && alarm.at <= at && alarm.at > clock())) return;
    alarm?.cancel();
    const cancel = timer(Math.max(0, at - clock()), () => {
      alarm = null;
      wake(readGroups(database).map((group) => group.groupId));
    });
    alarm = { at, cancel };
  }

  function wake(groupIds: Iterable<ConversationId>): void {
    for (const groupId of groupIds) enqueue(`attend ${groupId}`, () => attend(groupId));
  }

  async function attend(groupId: ConversationId): Promise<JobOutcome> {
    const isUnknown = readGroup(database, groupId) === null;
    if (isUnknown && answeredRejoinKey(database, groupId) !== null) {
      enqueue(`enter ${groupId}`, () => enter(groupId));
    }
    const log: LogControl = {
      take: (events) =>
        reader.take(
          groupId,
          events.map((event) => ({ seq: event.seq, event })),
        ),
      look: () => reader.look(groupId),
      restart: () => reader.restart(groupId),
    };
    const next = await attendGroup(context, groupId, { schedule, inquiries, sweeps, log });
    const missingAt = database.commit((changes) => askForMissing(changes, context));
    if (missingAt !== null) schedule.putOff('missing', missingAt);
    else schedule.forget('missing');
    if (next === 'again') wake([groupId]);
    return 'done';
  }

  async function join(groupId: ConversationId): Promise<JobOutcome> {
    const outcome = await joinFromWaitingWelcome(context, groupId);
    if (outcome.kind === 'later') return 'later';
    if (outcome.kind !== 'joined') return 'done';
    reader.restart(groupId);
    if (outcome.usedLastResort) keepPackages();
    return 'done';
  }

  /** Siblings had time to add this device; now it enters by its own commit. */
  async function enter(groupId: ConversationId): Promise<JobOutcome> {
    if (readGroup(database, groupId) !== null) return 'done';
    const outcome = await rejoinGroup(context, groupId);
    if (outcome.kind === 'rejoined') reader.restart(groupId);
    return outcome.kind === 'rejoined' || outcome.kind === 'removed' ? 'done' : 'later';
  }

  async function reconcile(): Promise<JobOutcome> {
    for (const { groupId, what } of await reconcileGroups(context)) {
      if (what === 'welcome') enqueue(`welcome ${groupId}`, () => join(groupId));
      else if (what === 'look') reader.look(groupId);
      else if (what === 'enter') {
        timer(siblingsMs, () => enqueue(`enter ${groupId}`, () => enter(groupId)));
      } else {
        database.commit((changes) => setStanding(changes, groupId, 'repairing', 'behind'));
        wake([groupId]);
      }
    }
    return 'done';
  }

  function keepPackages(): void {
    enqueue('key-packages', async () => {
      await keepKeyPackages(context);
      return 'done';
    });
  }

  return {
    takeEvents(frame) {
      reader.take(
        frame.group_id as string as ConversationId,
        frame.events.map((event) => ({ seq: event.seq, event: deliveredEvent(event) })),
      );
    },
    look: (groupId) => reader.look(groupId),
    welcome: (groupId) => enqueue(`welcome ${groupId}`, () => join(groupId)),
    truncated(groupId) {
      const group = readGroup(database, groupId);
      if (group === null || group.standing === 'left' || group.standing === 'removed') return;
      database.commit((changes) => setStanding(changes, groupId, 'repairing', 'behind'));
      wake([groupId]);
    },
    keyPackagesLow: keepPackages,
    connect(send) {
      online = send !== null;
      reader.connect(send);
    },
    caughtUp() {
      keepPackages();
      enqueue('reconcile', reconcile);
      enqueue('limits', async () => {
        await refreshGroupLimits(context);
        return 'done';
      });
      wake(readGroups(database).map((group) => group.groupId));
    },
    devicesChanged(accountIds) {
      for (const accountId of accountIds) {
        const concerned = groupsWith(database, accountId);
        for (const groupId of concerned) sweeps.add(groupId);
        wake(concerned);
      }
    },
    wake,
    async idle() {
      await jobsDone();
      if (stopped || !online) return;
      for (const { groupId } of readGroups(database)) reader.look(groupId);
      await reader.idle();
      await jobsDone();
    },
    stop() {
      stopped = true;
      jobs.clear();
      alarm?.cancel();
      reader.stop();
    },
  };
}
