import type { ConversationId } from '@sotto/protocol';
import { routes } from '@sotto/protocol/http';
import type { DeviceContext } from '../device-context.ts';
import { failWaiting } from '../outbox/settle-entry.ts';
import { claimKeyPackages } from './claim-key-packages.ts';
import { createAtServer } from './create-at-server.ts';
import type { GroupEvent } from './group-event.ts';
import { type GroupRecord, readGroup, setStanding } from './group-table.ts';
import { type Inquiries, inquire } from './inquiries.ts';
import { keepRejoinKey } from './keep-rejoin-key.ts';
import { sayLeaving } from './leave.ts';
import { type Due, findDue, makeCommit } from './make-commit.ts';
import { countLeaves, countMembers, readRole } from './member-table.ts';
import { readPending } from './pending-table.ts';
import { rejoinGroup } from './rejoin.ts';
import { answeredRejoinKey } from './rejoin-key-exchange.ts';
import type { Schedule } from './schedule.ts';
import { asGroupId, discardPending, sendPending } from './send-pending.ts';
import { shareEpochs, somePeople } from './share-epochs.ts';
import { postponeTask, readTasks, refuseTask, removeTasks } from './task-table.ts';

/** What the log has to do for a group that was looked after. */
export type LogControl = {
  take(events: readonly GroupEvent[]): void;
  look(): void;
  restart(): void;
};

/** What is remembered between one look at a group and the next. */
export type Attending = {
  readonly schedule: Schedule;
  readonly inquiries: Inquiries;
  /** Groups in which there may be leaves of devices that nobody lists any more. */
  readonly sweeps: Set<ConversationId>;
  readonly log: LogControl;
};

const second = 1000;

/** Devices of a group that tell others what they hold after a commit, about. */
const tellersPerEpoch = 20;

/** Devices that cannot be added now are tried again: soon, because a new one has hardly arrived, and later. */
function unreachableMs(attempts: number): number {
  return 2 * second * 2 ** Math.min(attempts, 11);
}

/**
 * Looks after one group: what is under way is finished, what is wanted and what is due is committed, what
 * does not fit is looked into. Does one thing, and says whether there is more.
 */
export async function attendGroup(
  context: DeviceContext,
  groupId: ConversationId,
  attending: Attending,
): Promise<'again' | 'rest'> {
  const { database } = context;
  const group = readGroup(database, groupId);
  if (group === null) return 'rest';
  switch (group.standing) {
    case 'repairing':
      attending.inquiries.forget(groupId);
      return repair(context, group, attending);
    case 'left':
      return finishLeaving(context, group, attending.log);
    case 'removed':
      return 'rest';
    default:
      return lookAfter(context, group, attending);
  }
}

async function lookAfter(
  context: DeviceContext,
  group: GroupRecord,
  attending: Attending,
): Promise<'again' | 'rest'> {
  const { schedule, inquiries, log } = attending;
  const { database } = context;
  const { groupId } = group;
  const create = readTasks(database, groupId).find(
    (task) => task.wish.kind === 'create' && task.refused === null,
  );
  if (create !== undefined) {
    await createAtServer(context, create);
    return 'again';
  }
  const tasks = readTasks(database, groupId);
  const mayLeave = tasks.every(({ wish, refused }) => wish.kind !== 'role' || refused !== null);
  if (mayLeave && tasks.some(({ wish }) => wish.kind === 'leave')) {
    database.commit((changes) => setStanding(changes, groupId, 'left'));
    return 'again';
  }
  const pending = readPending(database, groupId);
  if (pending !== null) {
    const answer = await sendPending(context, pending);
    if (answer.kind === 'accepted') {
      // It is adopted in its place in the log, behind what was accepted before it.
      if (readPending(database, groupId)?.commitId === pending.commitId) {
        schedule.putOff(`${groupId} adopt`, context.platform.clock() + 5 * second);
        log.look();
      }
      return 'rest';
    }
    database.commit((changes) => {
      if (readPending(changes, groupId)?.commitId !== pending.commitId) return;
      discardPending(changes, context, groupId);
      if (answer.kind === 'refused') settleRefused(changes, context, group, answer.reason);
    });
    if (answer.kind === 'stale') {
      log.take(answer.events);
      log.look();
      // What was wanted is looked at again when the log was taken in, which wakes this group; or soon.
      schedule.putOff(`${groupId} adopt`, context.platform.clock() + 5 * second);
    }
    return 'rest';
  }
  const ways = { look: () => log.look(), spreadMs: spread(context, group) };
  if (inquire(context, group, schedule, inquiries, ways) === 'out-of-step') return 'again';
  tellEpoch(context, group, schedule);
  if (
    !group.rejoinKeyKept &&
    schedule.isDue(`${groupId} key ${group.rejoinKeySeq}`, 0, spread(context, group))
  ) {
    await keepRejoinKey(context, groupId);
  }
  if (group.standing === 'invited') return 'rest';
  return commitDue(context, group, attending);
}

async function commitDue(
  context: DeviceContext,
  group: GroupRecord,
  attending: Attending,
): Promise<'again' | 'rest'> {
  const { schedule } = attending;
  const { database, call } = context;
  const { groupId } = group;
  const first = database.commit((changes) => {
    const due = findDue(changes, context, groupId, attending);
    finishCreating(changes, groupId);
    return due;
  });
  planTasks(context, group, schedule);
  if (first === null) return 'rest';
  if (first.missing.length + first.plan.unlisted.length > 0) {
    await claimKeyPackages(context, group.suite, first.missing, first.plan.unlisted);
  }
  const routed =
    group.refusedSeq === null
      ? null
      : (await call(routes.listGroupMembers, { params: { group_id: asGroupId(groupId) } })).members.map(
          ({ user_id, device_id }) => ({ user_id, device_id }),
        );
  const made = database.commit((changes) => {
    const due = findDue(changes, context, groupId, attending);
    if (due === null) return false;
    const isMade = readPending(changes, groupId) === null && makeCommit(changes, context, due, routed);
    putOffMissing(changes, context, due, schedule);
    finishCreating(changes, groupId);
    return isMade;
  });
  return made ? 'again' : 'rest';
}

/** Wishes that were put off have a time, also after a restart. */
function planTasks(
  { database, platform }: DeviceContext,
  { groupId }: GroupRecord,
  schedule: Schedule,
): void {
  for (const { taskId, nextAt } of readTasks(database, groupId)) {
    if (nextAt > platform.clock()) schedule.putOff(`${groupId} task ${taskId}`, nextAt);
  }
}

type Changes = Parameters<Parameters<DeviceContext['database']['commit']>[0]>[0];

/** Who has no key package now is tried again later; the wish says so meanwhile. */
function putOffMissing(
  changes: Changes,
  { platform, self }: DeviceContext,
  { group, missing, plan }: Due,
  schedule: Schedule,
): void {
  if (missing.length + plan.unlisted.length === 0) return;
  const accounts = new Set([...missing.map((one) => one.accountId), ...plan.unlisted]);
  const now = platform.clock();
  for (const { accountId, deviceId } of missing) {
    if (accountId === self.accountId) {
      const name = `${group.groupId} add ${deviceId}`;
      schedule.putOff(name, now + unreachableMs(schedule.count(name)));
    }
  }
  for (const task of readTasks(changes, group.groupId)) {
    if (task.wish.kind !== 'add' || task.refused === 'not-permitted') continue;
    if (!task.wish.accountIds.some((accountId) => accounts.has(accountId))) continue;
    const nextAt = now + unreachableMs(task.attempts);
    postponeTask(changes, task, nextAt, 'unreachable');
  }
}

/** A group of one's own is ready when the server has it and those it was made for are in. */
function finishCreating(changes: Changes, groupId: ConversationId): void {
  const group = readGroup(changes, groupId);
  if (group?.standing !== 'creating' || readPending(changes, groupId) !== null) return;
  const waits = readTasks(changes, groupId).some(
    (task) => task.refused === null && (task.wish.kind === 'create' || task.wish.kind === 'add'),
  );
  if (!waits) {
    setStanding(changes, groupId, 'member');
    changes.touchOutbox();
  }
}

function settleRefused(
  changes: Changes,
  { platform }: DeviceContext,
  group: GroupRecord,
  reason: 'group-full' | 'gone' | 'refused',
): void {
  if (reason === 'gone') {
    setStanding(changes, group.groupId, 'repairing', 'behind');
    return;
  }
  platform.log('error', 'group-refused');
  for (const task of readTasks(changes, group.groupId)) {
    if (task.refused !== null || task.wish.kind === 'leave') continue;
    if (reason === 'group-full' && task.wish.kind !== 'add') continue;
    refuseTask(changes, task, reason === 'group-full' ? 'group-full' : 'server-refused');
  }
}

/** A share of all devices tells two others after each commit: enough for somebody to notice a fork. */
function tellEpoch(context: DeviceContext, { groupId, epoch }: GroupRecord, schedule: Schedule): void {
  const { database } = context;
  const told = `${groupId} told ${epoch}`;
  if (schedule.isPlanned(told) || !schedule.isDue(`${groupId} tell ${epoch}`, 2 * second, 30 * second))
    return;
  schedule.putOff(told, Number.MAX_SAFE_INTEGER);
  const share = Math.min(1, tellersPerEpoch / Math.max(1, countLeaves(database, groupId)));
  if (schedule.chance() >= share) return;
  database.commit((changes) => {
    const to = somePeople(changes, context, groupId, 2);
    shareEpochs(changes, context, groupId, to, { answer: false });
  });
}

async function repair(
  context: DeviceContext,
  group: GroupRecord,
  attending: Attending,
): Promise<'again' | 'rest'> {
  const { schedule, inquiries, log } = attending;
  const { database, platform } = context;
  const { groupId } = group;
  const name = `${groupId} rejoin`;
  // A key that came makes it worth trying at once.
  const answer = answeredRejoinKey(database, groupId);
  const keyName = `${groupId} rejoin with ${answer?.slice(0, 8).join() ?? 'own'}`;
  if (!schedule.isDue(name, 0, 0) && schedule.isPlanned(keyName)) return 'rest';
  schedule.putOff(keyName, Number.MAX_SAFE_INTEGER);
  const outcome = await rejoinGroup(context, groupId);
  if (outcome.kind === 'rejoined') {
    schedule.forget(name);
    log.restart();
    // Whether it came back to the others: they are asked.
    inquiries.suspect(groupId);
    return 'again';
  }
  if (outcome.kind === 'removed') {
    database.commit((changes) => {
      setStanding(changes, groupId, 'removed');
      removeTasks(changes, groupId);
      failWaiting(changes, groupId, 'not-a-member');
    });
    return 'rest';
  }
  const step = schedule.count(`${name} attempts`);
  const delay = (outcome.kind === 'asked' ? 20 : 60) * second * 2 ** Math.min(step, 6);
  schedule.putOff(name, platform.clock() + delay);
  return 'rest';
}

/** Says that this person goes until somebody has carried it out. */
async function finishLeaving(
  context: DeviceContext,
  group: GroupRecord,
  log: LogControl,
): Promise<'again' | 'rest'> {
  const { database, self, vault } = context;
  const { groupId } = group;
  const task = readTasks(database, groupId).find(({ wish }) => wish.kind === 'leave');
  if (task === undefined) return 'rest';
  const isAlone =
    countMembers(database, groupId) <= 1 && readRole(database, groupId, self.accountId) !== null;
  if (isAlone || !vault.has(database, groupId)) {
    database.commit((changes) => {
      vault.forget(changes, groupId);
      removeTasks(changes, groupId);
    });
    return 'rest';
  }
  const events = await sayLeaving(context, groupId);
  if (events.length > 0) {
    log.take(events);
    log.look();
  }
  return 'rest';
}

/** Everybody does it, but not everybody at once. */
function spread({ database }: DeviceContext, { groupId }: GroupRecord): number {
  return (0.2 + 0.05 * countMembers(database, groupId)) * second;
}
