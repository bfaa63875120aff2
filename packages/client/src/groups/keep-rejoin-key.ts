import { type ConversationId, encodeBase64, type GroupSeq } from '@sotto/protocol';
import { routes } from '@sotto/protocol/http';
import type { DeviceContext } from '../device-context.ts';
import { wrapRejoinKey } from '../sessions/rejoin-key.ts';
import { readGroup, updateGroup } from './group-table.ts';
import { asGroupId } from './send-pending.ts';

/** Keeps the account's wrapped copy of a group's rejoin key at the server. Repeating it is safe. */
export async function keepRejoinKey(context: DeviceContext, groupId: ConversationId): Promise<void> {
  const { call, database, self, platform } = context;
  const group = readGroup(database, groupId);
  if (group === null || group.rejoinKeyKept) return;
  const wrapped = wrapRejoinKey(self, groupId, group.rejoinKey, platform.random);
  await call(routes.putRejoinKey, {
    params: { group_id: asGroupId(groupId), user_id: self.accountId },
    body: { commit_seq: group.rejoinKeySeq as GroupSeq, wrapped_key: encodeBase64(wrapped) },
  });
  database.commit((changes) => {
    const now = readGroup(changes, groupId);
    if (now?.rejoinKeySeq === group.rejoinKeySeq) updateGroup(changes, groupId, { rejoin_key_kept: 1 });
  });
}
