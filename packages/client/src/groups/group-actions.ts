import type { SottoClient } from '../api/sotto-client.ts';
import { ClientError } from '../client-error.ts';
import { valueQuery } from '../queries/value-query.ts';

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
  | 'openGroupDetails'
  | 'messageReceipts'
>;

/** What can be asked of groups while there are none: a server without groups. */
export function groupActions(): GroupActions {
  const unknown = async () => {
    throw new ClientError('unknown-conversation');
  };
  return {
    createGroup: async () => {
      throw new ClientError('server-refused');
    },
    addMembers: unknown,
    removeMember: unknown,
    setRole: unknown,
    updateGroup: unknown,
    leaveGroup: unknown,
    answerInvitation: unknown,
    discardTask: unknown,
    openGroupDetails: () => ({ details: valueQuery(null), close: () => {} }),
    messageReceipts: async () => [],
  };
}
