import type { GroupSummary } from '../api/conversation.ts';
import type { GroupStanding } from '../api/group.ts';
import type { ConversationRecord } from '../conversations/conversation-table.ts';
import { sharedSummary } from '../conversations/shared-summary.ts';
import type { DeviceContext } from '../device-context.ts';
import type { Liveness } from '../messages/liveness.ts';
import { viewNow } from '../messages/view.ts';
import type { Names } from '../people/names.ts';
import { type GroupRecord, readGroup } from './group-table.ts';
import { countMembers, readRole } from './member-table.ts';

/** One row of the conversation list for a group; `null` while it is only known that one's own devices are in it. */
export function summariseGroup(
  context: Pick<DeviceContext, 'database' | 'self' | 'platform'>,
  liveness: Liveness,
  conversation: ConversationRecord,
  unreadThreads?: number,
): GroupSummary | null {
  const { database, self } = context;
  const { conversationId } = conversation;
  const group = readGroup(database, conversationId);
  if (group === null) return null;
  const view = viewNow(context, database);
  const typists = liveness.typists(conversationId).map(view.names);
  return {
    ...sharedSummary(view, conversation, unreadThreads),
    kind: 'group',
    name: group.name,
    picture: group.picture,
    memberCount: countMembers(database, conversationId),
    ownRole: readRole(database, conversationId, self.accountId),
    standing: presentStanding(group, view.names),
    typing: typists.length > 0,
    typists,
  };
}

export function presentStanding(group: GroupRecord, names: Names): GroupStanding {
  const { standing, cause, invitedBy } = group;
  if (standing === 'repairing') return { kind: standing, cause: cause ?? 'refused' };
  if (standing !== 'invited') return { kind: standing };
  return invitedBy === null ? { kind: 'member' } : { kind: standing, by: names(invitedBy) };
}
