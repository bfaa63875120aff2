import type { AccountId, ConversationId } from '@sotto/protocol';
import type { GroupRole, GroupTask, GroupTaskRefusal, GroupUpdate } from '../api/group.ts';
import type { SqlRow } from '../platform/sql-store.ts';
import type { Changes, Reader } from '../store/changes.ts';
import { numberOf, optionalText, textOf } from '../store/columns.ts';

/** What a person wants of a group. Pictures are base64: a wish is JSON. */
export type Wish =
  /** The group is to be at the server. */
  | { readonly kind: 'create' }
  | { readonly kind: 'add' | 'remove'; readonly accountIds: readonly AccountId[] }
  | { readonly kind: 'role'; readonly accountId: AccountId; readonly role: GroupRole }
  | { readonly kind: 'update'; readonly update: StoredUpdate }
  | { readonly kind: 'leave' };

export type StoredUpdate = Omit<GroupUpdate, 'picture'> & {
  readonly picture?: { readonly mediaType: string; readonly base64: string } | null;
};

/** A wish that waits to be made true by a commit; one that is true already goes. */
export type TaskRecord = {
  readonly taskId: string;
  readonly groupId: ConversationId;
  readonly wish: Wish;
  readonly createdAt: number;
  readonly attempts: number;
  readonly nextAt: number;
  readonly refused: GroupTaskRefusal | null;
};

export function addTask(
  changes: Changes,
  task: { taskId: string; groupId: ConversationId; wish: Wish; createdAt: number },
): void {
  const { kind, ...body } = task.wish;
  changes.run('insert into group_tasks (task_id, group_id, kind, body, created_at) values (?, ?, ?, ?, ?)', [
    task.taskId,
    task.groupId,
    kind,
    JSON.stringify(body),
    task.createdAt,
  ]);
  changes.touchGroup(task.groupId);
  changes.touchConversation(task.groupId);
}

/** In the order in which they were asked for. */
export function readTasks(reader: Reader, groupId: ConversationId): TaskRecord[] {
  return reader
    .all('select * from group_tasks where group_id = ? order by created_at, task_id', [groupId])
    .map(taskOf);
}

export function refuseTask(changes: Changes, task: TaskRecord, refused: GroupTaskRefusal): void {
  changes.run('update group_tasks set refused = ? where task_id = ?', [refused, task.taskId]);
  changes.touchGroup(task.groupId);
  changes.touchConversation(task.groupId);
}

/** Tried again at a time: what was refused then may be possible. */
export function postponeTask(
  changes: Changes,
  task: TaskRecord,
  nextAt: number,
  refused: GroupTaskRefusal | null,
): void {
  changes.run('update group_tasks set attempts = attempts + 1, next_at = ?, refused = ? where task_id = ?', [
    nextAt,
    refused,
    task.taskId,
  ]);
  changes.touchGroup(task.groupId);
}

export function removeTask(changes: Changes, groupId: ConversationId, taskId: string): number {
  const removed = changes.run('delete from group_tasks where task_id = ? and group_id = ?', [
    taskId,
    groupId,
  ]);
  if (removed > 0) {
    changes.touchGroup(groupId);
    changes.touchConversation(groupId);
  }
  return removed;
}

export function removeTasks(changes: Changes, groupId: ConversationId): void {
  changes.run('delete from group_tasks where group_id = ?', [groupId]);
  changes.touchGroup(groupId);
}

/** People who are to be added and are not in yet, as far as anybody knows. */
export function comingPeople(tasks: readonly TaskRecord[]): Set<AccountId> {
  return new Set(tasks.filter(isWaiting).flatMap(({ wish }) => (wish.kind === 'add' ? wish.accountIds : [])));
}

export function isWaiting(task: TaskRecord): boolean {
  return task.refused === null || task.refused === 'unreachable' || task.refused === 'identity-changed';
}

function taskOf(row: SqlRow): TaskRecord {
  return {
    taskId: textOf(row, 'task_id'),
    groupId: textOf(row, 'group_id') as ConversationId,
    wish: { kind: textOf(row, 'kind') as GroupTask['kind'], ...JSON.parse(textOf(row, 'body')) } as Wish,
    createdAt: numberOf(row, 'created_at'),
    attempts: numberOf(row, 'attempts'),
    nextAt: numberOf(row, 'next_at'),
    refused: optionalText(row, 'refused') as GroupTaskRefusal | null,
  };
}
