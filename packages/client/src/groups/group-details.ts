import type { AccountId, ConversationId, DeviceId } from '@sotto/protocol';
import type { GroupDetails, GroupMember, GroupRole, GroupTask } from '../api/group.ts';
import { groupReceiptsPeopleMax } from '../api/group.ts';
import type { DeviceContext } from '../device-context.ts';
import { type Names, namesIn } from '../people/names.ts';
import { personOf } from '../people/person-table.ts';
import { presentPerson } from '../people/present-person.ts';
import { hybridSuite } from '../sessions/make-key-package.ts';
import { readHeldGroup } from '../sessions/read-group.ts';
import { optionalNumber, textOf } from '../store/columns.ts';
import { silentAfterMs } from './duties.ts';
import { type GroupRecord, isIn, readGroup } from './group-table.ts';
import { type LeafRecord, readLeaves } from './member-table.ts';
import { accountsOf, mayAct, mayRemove } from './roles.ts';
import { presentStanding } from './summarise-group.ts';
import { comingPeople, isWaiting, readTasks, type TaskRecord } from './task-table.ts';
import { isLastOwner } from './wanted-change.ts';

const rank: Record<GroupRole, number> = { owner: 0, admin: 1, member: 2 };

/** Everything a person can know of a group; `null` when there is no such group. */
export function readGroupDetails(
  context: Pick<DeviceContext, 'database' | 'self' | 'vault' | 'platform'>,
  groupId: ConversationId,
): GroupDetails | null {
  const { database, self } = context;
  const group = readGroup(database, groupId);
  if (group === null) return null;
  const names = namesIn(database, self.accountId);
  const tasks = readTasks(database, groupId);
  const leaves = readLeaves(database, groupId);
  const members = [...membersOf(context, group, leaves, tasks), ...comingMembers(context, group, tasks)];
  const own = members.find((member) => member.self && member.pending !== 'adding');
  return {
    conversationId: groupId,
    name: group.name,
    description: group.description,
    picture: group.picture,
    standing: presentStanding(group, names),
    ownRole: own?.role ?? null,
    createdAt: group.createdAt,
    createdBy: names(group.createdBy),
    members,
    whoCanSee: {
      people: new Set(leaves.map((leaf) => leaf.accountId)).size,
      devices: leaves.length,
      history: group.history,
      joinedAt: group.joinedAt,
      protection: group.suite === hybridSuite ? 'post-quantum hybrid' : 'classical',
    },
    rejoin: group.rejoin,
    receipts: members.length <= groupReceiptsPeopleMax,
    may: permissions(context, group),
    tasks: tasks.map((task) => presentTask(task, names)),
  };
}

function membersOf(
  { database, self, platform }: Pick<DeviceContext, 'database' | 'self' | 'platform'>,
  { groupId }: GroupRecord,
  leaves: readonly LeafRecord[],
  tasks: readonly TaskRecord[],
): GroupMember[] {
  const byAccount = Map.groupBy(leaves, (leaf) => leaf.accountId);
  const silentBefore = platform.clock() - silentAfterMs;
  return database
    .all(
      `select p.*, g.role as group_role, g.joined_at from group_people g
         join people p on p.account_id = g.account_id where g.group_id = ?`,
      [groupId],
    )
    .map((row): GroupMember => {
      const person = presentPerson(personOf(row));
      const { accountId } = person;
      return {
        person,
        self: accountId === self.accountId,
        role: textOf(row, 'group_role') as GroupRole,
        devices: (byAccount.get(accountId) ?? []).map(({ deviceId, heardAt }) => ({
          deviceId,
          current: accountId === self.accountId && deviceId === self.deviceId,
          silent: heardAt < silentBefore,
        })),
        joinedAt: optionalNumber(row, 'joined_at'),
        pending: pendingOf(accountId, tasks),
      };
    })
    .sort(inOrder);
}

/** People who are to be added and are not in yet. */
function comingMembers(
  { database, self }: Pick<DeviceContext, 'database' | 'self'>,
  { groupId }: GroupRecord,
  tasks: readonly TaskRecord[],
): GroupMember[] {
  return [...comingPeople(tasks)]
    .flatMap((accountId): GroupMember[] => {
      const row = database.first(
        `select * from people where account_id = ? and account_id not in
           (select account_id from group_people where group_id = ?)`,
        [accountId, groupId],
      );
      if (row === undefined) return [];
      const devices: { deviceId: DeviceId; current: boolean; silent: boolean }[] = [];
      return [
        {
          person: presentPerson(personOf(row)),
          self: accountId === self.accountId,
          role: 'member',
          devices,
          joinedAt: null,
          pending: 'adding',
        },
      ];
    })
    .sort(inOrder);
}

function pendingOf(accountId: AccountId, tasks: readonly TaskRecord[]): GroupMember['pending'] {
  for (const task of tasks) {
    if (!isWaiting(task)) continue;
    const { wish } = task;
    if (wish.kind === 'remove' && wish.accountIds.includes(accountId)) return 'removing';
    if (wish.kind === 'role' && wish.accountId === accountId) return 'role';
  }
  return null;
}

function permissions(
  context: Pick<DeviceContext, 'database' | 'self' | 'vault'>,
  group: GroupRecord,
): GroupDetails['may'] {
  const { accountId } = context.self;
  const held = readHeldGroup(context.database, context, group.groupId);
  if (!isIn(group) || group.standing === 'invited' || held?.context == null) {
    const leave = group.standing === 'invited';
    return { ...nothing, leave };
  }
  const people = accountsOf(held.leaves);
  const { context: content } = held;
  const others = [...people].filter((other) => other !== accountId);
  const changePolicy = mayAct(content, people, accountId, 'policy');
  return {
    write: true,
    addMembers: mayAct(content, people, accountId, 'add'),
    updateDetails: mayAct(content, people, accountId, 'details'),
    changePolicy,
    remove: others.filter((other) => mayRemove(content, people, accountId, other)),
    changeRole: changePolicy ? [...people].filter((other) => !isLastOwner(content, people, other)) : [],
    leave: people.size === 1 || !isLastOwner(content, people, accountId),
  };
}

const nothing: GroupDetails['may'] = {
  write: false,
  addMembers: false,
  updateDetails: false,
  changePolicy: false,
  remove: [],
  changeRole: [],
  leave: false,
};

function presentTask({ taskId, wish, refused }: TaskRecord, names: Names): GroupTask {
  const accountIds =
    wish.kind === 'add' || wish.kind === 'remove'
      ? wish.accountIds
      : wish.kind === 'role'
        ? [wish.accountId]
        : [];
  return { taskId, kind: wish.kind, people: accountIds.map(names), refused };
}

function inOrder(a: GroupMember, b: GroupMember): number {
  if (a.self !== b.self) return a.self ? -1 : 1;
  const byName = a.person.displayName.localeCompare(b.person.displayName);
  return rank[a.role] - rank[b.role] || byName || (a.person.accountId < b.person.accountId ? -1 : 1);
}
