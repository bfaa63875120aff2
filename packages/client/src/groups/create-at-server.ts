import { type ConversationId, encodeBase64 } from '@sotto/protocol';
import { routes } from '@sotto/protocol/http';
import type { DeviceContext } from '../device-context.ts';
import { sealedGroupInfo } from '../sessions/begin-group.ts';
import { ServerProblem } from '../transport/http-client.ts';
import { readGroup } from './group-table.ts';
import { asGroupId } from './send-pending.ts';
import { refuseTask, removeTask, type TaskRecord } from './task-table.ts';

/** Tells the server of a group that was made here. Repeating it is safe. @throws when it cannot be told now. */
export async function createAtServer(context: DeviceContext, task: TaskRecord): Promise<void> {
  const { call, database, self } = context;
  const groupId: ConversationId = task.groupId;
  const group = readGroup(database, groupId);
  if (group === null) return;
  const group_info = encodeBase64(sealedGroupInfo(database, context, groupId, group.rejoinKey));
  try {
    await call(routes.createGroup, {
      params: { creator_id: self.accountId },
      body: { device_id: self.deviceId, group_id: asGroupId(groupId), group_info },
    });
  } catch (error) {
    const isFinal =
      error instanceof ServerProblem && (error.code === 'group-exists' || error.code === 'too-many-groups');
    if (!isFinal) throw error;
    database.commit((changes) => refuseTask(changes, task, 'server-refused'));
    return;
  }
  database.commit((changes) => removeTask(changes, groupId, task.taskId));
}
