import type { ConversationId } from '@sotto/protocol';
import type { Reader } from '../store/changes.ts';
import { readGroup } from './group-table.ts';
import { isWaiting, readTasks } from './task-table.ts';

/** Whether a group's messages may leave now. */
export type SendingGate = 'open' | 'waiting' | 'gone';

/** Those just added are to read what is said next, if that can be had in so short a time. */
const addingPatienceMs = 15_000;

/**
 * What is written is shown at once; when it leaves depends on the group. It waits while the group is not at
 * the server yet, is being repaired, or waits for consent, and behind a removal that was asked for before:
 * it is not for those who are to go.
 */
export function sendingGate(reader: Reader, groupId: ConversationId, now: number): SendingGate {
  const group = readGroup(reader, groupId);
  if (group === null || group.standing === 'left' || group.standing === 'removed') return 'gone';
  if (group.standing !== 'member') return 'waiting';
  if (group.refusedSeq !== null || group.freshBeforeSend) return 'waiting';
  const waits = readTasks(reader, groupId).some(
    (task) =>
      isWaiting(task) &&
      (task.wish.kind === 'remove' ||
        (task.wish.kind === 'add' && task.refused === null && now - task.createdAt < addingPatienceMs)),
  );
  return waits ? 'waiting' : 'open';
}

/** Somebody in the group has another identity key than the one that was compared: sending waits for a decision. */
export function awaitsDecision(reader: Reader, groupId: ConversationId): boolean {
  return (
    reader.first(
      `select 1 from group_people g join people p on p.account_id = g.account_id
         where g.group_id = ? and p.awaiting_decision = 1 limit 1`,
      [groupId],
    ) !== undefined
  );
}
