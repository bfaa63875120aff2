import type { ConversationId, GroupDetails, GroupTask } from '@sotto/client';
import { RefusedError } from '../../command.ts';
import { settled } from '../signed-in.ts';
import type { GroupCall } from './group-command.ts';
import { refuseGroup } from './refuse-group.ts';

/**
 * Asks for something about a group and waits until it is so: it is recorded at once, and made by a commit
 * when there is a connection.
 *
 * @param holds whether what was asked for is so; other wishes that wait count as not yet.
 * @returns the group as it is then; null when it was only recorded (`--queue`).
 * @throws RefusedError with the reason for which it will not happen.
 */
export async function comeTrue(
  { client, values, signal }: GroupCall,
  conversationId: ConversationId,
  ask: () => Promise<void>,
  holds: (details: GroupDetails) => boolean,
): Promise<GroupDetails | null> {
  const handle = client.openGroupDetails(conversationId);
  try {
    const before = await settled(handle.details, (details) => details !== null, signal);
    const known = new Set(before?.tasks.map((task) => task.taskId));
    await ask().catch(refuseGroup);
    if (values['queue'] === true) return null;
    const refusal = (details: GroupDetails) =>
      details.tasks.find((task) => task.refused !== null && !known.has(task.taskId));
    const done = await settled(
      handle.details,
      (details) =>
        details !== null &&
        (refusal(details) !== undefined || (holds(details) && details.tasks.every(isOver))),
      signal,
    );
    const refused = done === null ? undefined : refusal(done);
    if (refused !== undefined)
      throw new RefusedError(refused.refused ?? 'refused', `not done: ${refused.refused}`);
    await client.idle();
    return done;
  } finally {
    handle.close();
  }
}

/** Nobody waits for what was refused before, nor for others to carry out that one leaves. */
function isOver(task: GroupTask): boolean {
  return task.refused !== null || task.kind === 'leave';
}
