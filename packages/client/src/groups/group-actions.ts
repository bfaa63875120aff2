import type { SottoClient } from '../api/sotto-client.ts';
import type { DeviceContext } from '../device-context.ts';
import {
  addMembers,
  answerInvitation,
  discardTask,
  leaveGroup,
  removeMember,
  setRole,
  updateGroup,
} from './change-group.ts';
import { createGroup } from './create-group.ts';
import { messageReceipts } from './message-receipts.ts';

export type GroupActions = Pick<
  SottoClient,
  | 'createGroup'
  | 'addMembers'
  | 'removeMember'
  | 'setRole'
  | 'updateGroup'
  | 'leaveGroup'
  | 'answerInvitation'
  | 'discardTask'
  | 'messageReceipts'
>;

type Act = <Result>(action: (context: DeviceContext) => Result) => Promise<Awaited<Result>>;

/** What a person can do with groups. */
export function groupActions(act: Act): GroupActions {
  return {
    createGroup: (group) => act((context) => createGroup(context, group)),
    addMembers: (groupId, members) => act((context) => addMembers(context, groupId, members)),
    removeMember: (groupId, accountId) => act((context) => removeMember(context, groupId, accountId)),
    setRole: (groupId, accountId, role) => act((context) => setRole(context, groupId, accountId, role)),
    updateGroup: (groupId, update) => act((context) => updateGroup(context, groupId, update)),
    leaveGroup: (groupId, options) => act((context) => leaveGroup(context, groupId, options)),
    answerInvitation: (groupId, answer) => act((context) => answerInvitation(context, groupId, answer)),
    discardTask: (groupId, taskId) => act((context) => discardTask(context, groupId, taskId)),
    messageReceipts: (groupId, messageId) => act((context) => messageReceipts(context, groupId, messageId)),
  };
}
