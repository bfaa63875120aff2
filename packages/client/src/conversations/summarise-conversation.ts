import type { ConversationSummary } from '../api/conversation.ts';
import type { DeviceContext } from '../device-context.ts';
import { summariseGroup } from '../groups/summarise-group.ts';
import type { Liveness } from '../messages/liveness.ts';
import { viewNow } from '../messages/view.ts';
import { readPerson } from '../people/person-table.ts';
import { presentPerson } from '../people/present-person.ts';
import type { ConversationRecord } from './conversation-table.ts';
import { sharedSummary } from './shared-summary.ts';

/**
 * One row of the conversation list; `null` while nobody knows whose conversation it is.
 *
 * @param unreadThreads when nothing of its threads changed.
 */
export function summariseConversation(
  context: Pick<DeviceContext, 'database' | 'self' | 'platform'>,
  liveness: Liveness,
  conversation: ConversationRecord,
  unreadThreads?: number,
): ConversationSummary | null {
  const { database, self } = context;
  const { conversationId, kind, personId } = conversation;
  if (kind === 'group') return summariseGroup(context, liveness, conversation, unreadThreads);
  const record = personId === null ? null : readPerson(database, personId);
  if (record === null || personId === null) return null;
  const shared = sharedSummary(viewNow(context, database), conversation, unreadThreads);
  // Nobody opened it, and nothing was said: something else travels in it.
  if (!conversation.shown && shared.lastMessage === null && shared.unread === 0) return null;
  return {
    ...shared,
    kind,
    person: presentPerson(record),
    typing: liveness.isTyping(conversationId),
    presence: personId === self.accountId ? 'unknown' : liveness.presenceOf(personId),
  };
}
