import type { ConversationId } from '@sotto/protocol';
import type { ConversationSummary } from '../api/conversation.ts';
import type { Query } from '../api/query.ts';
import type { DeviceContext } from '../device-context.ts';
import type { Liveness } from '../messages/liveness.ts';
import { later } from '../platform/later.ts';
import { sameShape } from '../queries/same-shape.ts';
import { valueQuery } from '../queries/value-query.ts';
import { readConversation, readConversations } from './conversation-table.ts';
import { summariseConversation } from './summarise-conversation.ts';

export type ConversationsQuery = Query<readonly ConversationSummary[]> & {
  /** Something that is not in the database changed: who types, who is there. */
  refresh(conversationId: ConversationId): void;
};

/**
 * The conversation list, newest first. Only conversations that changed are read again, and changes of one
 * turn are shown together.
 */
export function observeConversations(context: DeviceContext, liveness: Liveness): ConversationsQuery {
  const { database } = context;
  const rows = new Map<ConversationId, ConversationSummary>();
  /** What is to be read again, and whether with its threads: there may be thousands. */
  const due = new Map<ConversationId, boolean>();
  for (const { conversationId } of readConversations(database)) update(conversationId, true);
  const query = valueQuery<readonly ConversationSummary[]>(inOrder(rows));
  const show = later(() => {
    const changed = [...due].filter(([conversationId, threadsToo]) => update(conversationId, threadsToo));
    due.clear();
    if (changed.length > 0) query.set(inOrder(rows));
  });

  function update(conversationId: ConversationId, threadsToo: boolean): boolean {
    const conversation = readConversation(database, conversationId);
    const before = rows.get(conversationId);
    const unreadThreads = threadsToo ? undefined : before?.unreadThreads;
    const next =
      conversation === null ? null : summariseConversation(context, liveness, conversation, unreadThreads);
    if (sameShape(before ?? null, next)) return false;
    if (next === null) rows.delete(conversationId);
    else rows.set(conversationId, next);
    return true;
  }

  function refresh(conversationId: ConversationId, threadsToo = false): void {
    due.set(conversationId, threadsToo || (due.get(conversationId) ?? false));
    show();
  }

  database.onCommit((touched) => {
    for (const conversationId of touched.conversations.keys()) refresh(conversationId, touched.threads);
    if (touched.people) for (const { conversationId } of readConversations(database)) refresh(conversationId);
  });
  return {
    get current() {
      return query.current;
    },
    subscribe: query.subscribe,
    refresh,
  };
}

function inOrder(rows: ReadonlyMap<ConversationId, ConversationSummary>): ConversationSummary[] {
  return [...rows.values()].sort(
    (a, b) => b.sortAt - a.sortAt || (a.conversationId < b.conversationId ? -1 : 1),
  );
}
