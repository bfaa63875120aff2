import type { AccountId, ConversationId } from '@sotto/protocol';
import type { GroupContextContent } from '@sotto/protocol/content';
import type { GroupRole, GroupUpdate } from '../api/group.ts';
import { ClientError } from '../client-error.ts';
import type { DeviceContext } from '../device-context.ts';
import { failWaiting } from '../outbox/settle-entry.ts';
import { readPerson } from '../people/person-table.ts';
import { randomUuid } from '../platform/random-uuid.ts';
import { readHeldGroup } from '../sessions/read-group.ts';
import type { Changes } from '../store/changes.ts';
import { type GroupRecord, isIn, readGroup, setStanding } from './group-table.ts';
import { countMembers } from './member-table.ts';
import { accountsOf, mayAct, mayRemove } from './roles.ts';
import { addTask, comingPeople, readTasks, removeTask, type Wish } from './task-table.ts';
import { validUpdate } from './valid-details.ts';
import { isLastOwner } from './wanted-change.ts';

/**
 * Wishes of this person about a group. Each is looked at against the group as it is here now, recorded in
 * one transaction, and made true by a commit when there is a connection; if the group is another by then,
 * it is looked at again.
 */
type Standpoint = {
  readonly group: GroupRecord;
  readonly context: GroupContextContent;
  readonly people: ReadonlySet<AccountId>;
};

/** @throws ClientError `unknown-conversation`, `not-a-member`, `not-permitted`, `unknown-person`. */
export function addMembers(
  device: DeviceContext,
  groupId: ConversationId,
  members: readonly AccountId[],
): void {
  wish(device, groupId, (changes, { context, people }) => {
    const accountIds = [...new Set(members)].filter((accountId) => !people.has(accountId));
    if (accountIds.some((accountId) => readPerson(changes, accountId) === null)) {
      throw new ClientError('unknown-person');
    }
    if (!mayAct(context, people, device.self.accountId, 'add')) throw new ClientError('not-permitted');
    if (accountIds.length === 0) return null;
    // Whoever was to go and is to be there again, stays.
    withdraw(changes, groupId, 'remove', accountIds);
    return { kind: 'add', accountIds };
  });
}

/** @throws ClientError `unknown-conversation`, `not-a-member`, `not-permitted`, `unknown-person`. */
export function removeMember(device: DeviceContext, groupId: ConversationId, accountId: AccountId): void {
  if (accountId === device.self.accountId) {
    leaveGroup(device, groupId);
    return;
  }
  wish(device, groupId, (changes, { context, people }) => {
    const isWanted = withdraw(changes, groupId, 'add', [accountId]);
    if (!people.has(accountId)) {
      if (isWanted) return null;
      throw new ClientError('unknown-person');
    }
    if (!mayRemove(context, people, device.self.accountId, accountId)) throw new ClientError('not-permitted');
    return { kind: 'remove', accountIds: [accountId] };
  });
}

/** @throws ClientError as `removeMember`, `last-owner`. */
export function setRole(
  device: DeviceContext,
  groupId: ConversationId,
  accountId: AccountId,
  role: GroupRole,
): void {
  wish(device, groupId, (changes, { context, people }) => {
    const isComing = comingPeople(readTasks(changes, groupId)).has(accountId);
    if (!isComing && !people.has(accountId)) throw new ClientError('unknown-person');
    if (!mayAct(context, people, device.self.accountId, 'policy')) throw new ClientError('not-permitted');
    if (role !== 'owner' && isLastOwner(context, people, accountId)) throw new ClientError('last-owner');
    return { kind: 'role', accountId, role };
  });
}

/** @throws ClientError `invalid-input`, and as `removeMember`. */
export function updateGroup(device: DeviceContext, groupId: ConversationId, update: GroupUpdate): void {
  const valid = validUpdate(update);
  wish(device, groupId, (_, { context, people }) => {
    const isPolicy = valid.history !== undefined || valid.rejoin !== undefined;
    const may = mayAct(context, people, device.self.accountId, isPolicy ? 'policy' : 'details');
    if (!may) throw new ClientError('not-permitted');
    return { kind: 'update', update: valid };
  });
}

/**
 * Goes, at once: what is written there from now on is not shown here. The others carry it out.
 *
 * @throws ClientError `unknown-conversation`, `not-a-member`, `last-owner`, `unknown-person`.
 */
export function leaveGroup(
  device: DeviceContext,
  groupId: ConversationId,
  options: { readonly successor?: AccountId } = {},
): void {
  const { self } = device;
  wish(device, groupId, (changes, { group, context, people }) => {
    const { successor } = options;
    const isLast = people.size > 1 && isLastOwner(context, people, self.accountId);
    if (isLast && successor === undefined) throw new ClientError('last-owner');
    if (isLast && successor !== undefined) {
      if (!people.has(successor)) throw new ClientError('unknown-person');
      // They are owner before this person is gone: leaving waits behind it.
      add(changes, device, groupId, { kind: 'role', accountId: successor, role: 'owner' });
    }
    failWaiting(changes, groupId, 'not-a-member');
    if (!isLast) setStanding(changes, groupId, 'left');
    if (group.standing === 'creating' && countMembers(changes, groupId) <= 1) {
      for (const task of readTasks(changes, groupId)) removeTask(changes, groupId, task.taskId);
    }
    return { kind: 'leave' };
  });
}

/** @throws ClientError `unknown-conversation`, `not-a-member` when there is no invitation. */
export function answerInvitation(
  device: DeviceContext,
  groupId: ConversationId,
  answer: 'accept' | 'decline',
): void {
  const group = readGroup(device.database, groupId);
  if (group === null) throw new ClientError('unknown-conversation');
  if (group.standing !== 'invited') throw new ClientError('not-a-member');
  if (answer === 'decline') leaveGroup(device, groupId);
  else device.database.commit((changes) => setStanding(changes, groupId, 'member'));
}

/** @throws ClientError `unknown-message` when there is no such wish. */
export function discardTask({ database }: DeviceContext, groupId: ConversationId, taskId: string): void {
  database.commit((changes) => {
    if (removeTask(changes, groupId, taskId) === 0) throw new ClientError('unknown-message');
  });
}

function wish(
  device: DeviceContext,
  groupId: ConversationId,
  make: (changes: Changes, standpoint: Standpoint) => Wish | null,
): void {
  device.database.commit((changes) => {
    const group = readGroup(changes, groupId);
    if (group === null) throw new ClientError('unknown-conversation');
    const held = readHeldGroup(changes, device, groupId);
    if (!isIn(group) || held?.context == null) throw new ClientError('not-a-member');
    const standpoint = { group, context: held.context, people: accountsOf(held.leaves) };
    const made = make(changes, standpoint);
    if (made !== null) add(changes, device, groupId, made);
  });
}

function add(changes: Changes, { platform }: DeviceContext, groupId: ConversationId, made: Wish): void {
  const taskId = randomUuid(platform.random);
  addTask(changes, { taskId, groupId, wish: made, createdAt: platform.clock() });
}

/** Takes people out of wishes of the other kind that have not come true. @returns whether there were any. */
function withdraw(
  changes: Changes,
  groupId: ConversationId,
  kind: 'add' | 'remove',
  accountIds: readonly AccountId[],
): boolean {
  let found = false;
  for (const task of readTasks(changes, groupId)) {
    const { wish: wanted } = task;
    if (wanted.kind !== kind) continue;
    const rest = wanted.accountIds.filter((accountId) => !accountIds.includes(accountId));
    if (rest.length === wanted.accountIds.length) continue;
    found = true;
    removeTask(changes, groupId, task.taskId);
    if (rest.length === 0) continue;
    const { taskId, createdAt } = task;
    addTask(changes, { taskId, groupId, wish: { ...wanted, accountIds: rest }, createdAt });
  }
  return found;
}
