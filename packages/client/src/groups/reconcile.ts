import type { ConversationId } from '@sotto/protocol';
import { type JoinedGroup, routes } from '@sotto/protocol/http';
import type { DeviceContext } from '../device-context.ts';
import { type GroupRecord, isIn, readGroup, readGroups } from './group-table.ts';

/** What is to be done about a group after the server was asked which ones there are. */
export type ToDo = {
  readonly groupId: ConversationId;
  readonly what: /** A Welcome waits. */
    | 'welcome'
    /** The account is in it, and this device holds nothing of it. */
    | 'enter'
    /** What this device holds is not what the server has. */
    | 'repair'
    /** There is more in the log. */
    | 'look';
};

/** Asks the server for the groups of this account and compares them with what is here. */
export async function reconcileGroups({
  call,
  database,
  self,
}: Pick<DeviceContext, 'call' | 'database' | 'self'>): Promise<ToDo[]> {
  // As it was before the server was asked: what happens meanwhile is no difference.
  const before = new Map(readGroups(database).map((group) => [group.groupId, group]));
  const listed: JoinedGroup[] = [];
  let after: string | undefined;
  do {
    const page = await call(routes.listJoinedGroups, {
      params: { user_id: self.accountId },
      query: after === undefined ? {} : { after },
    });
    listed.push(...page.groups);
    after = page.next ?? undefined;
  } while (after !== undefined);
  const known = new Set(listed.map((group) => group.group_id as string));
  const toDo = listed.flatMap((group) => {
    const groupId = group.group_id as string as ConversationId;
    const isNew = !before.has(groupId) && readGroup(database, groupId) !== null;
    const what = isNew ? null : compare(before.get(groupId) ?? null, group);
    return what === null ? [] : [{ groupId, what }];
  });
  for (const group of before.values()) {
    // The server forgot it (it was restored from a backup), or says so.
    const isLost = group.standing === 'member' || group.standing === 'invited';
    if (isLost && !known.has(group.groupId)) toDo.push({ groupId: group.groupId, what: 'repair' });
  }
  return toDo;
}

function compare(group: GroupRecord | null, { epoch, head, device }: JoinedGroup): ToDo['what'] | null {
  if (device?.welcome === true) return 'welcome';
  if (group === null) return device === null || device.left_seq === null ? 'enter' : null;
  if (!isIn(group) || group.standing === 'creating') return null;
  // Removed while it was away, or never put there: what it holds may be of no use any more.
  if (device === null) return 'repair';
  // A server that was restored is behind what this device has seen.
  if (epoch < group.epoch) return 'repair';
  return head > group.cursor && device.left_seq === null ? 'look' : null;
}
