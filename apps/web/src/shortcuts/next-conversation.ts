import type { ConversationSummary } from '@sotto/client';

type ConversationId = ConversationSummary['conversationId'];

/** The conversation before or after the open one in the list, going round at the ends. */
export function nextConversation(
  conversations: readonly ConversationSummary[],
  openId: ConversationId | null,
  step: 1 | -1,
  unreadOnly: boolean,
): ConversationId | null {
  const at = conversations.findIndex((row) => row.conversationId === openId);
  const start = at < 0 ? (step === 1 ? -1 : conversations.length) : at;
  const count = conversations.length;
  for (let far = 1; far <= count; far++) {
    const row = conversations[(((start + step * far) % count) + count) % count];
    if (row !== undefined && row.conversationId !== openId && (!unreadOnly || row.unread > 0)) {
      return row.conversationId;
    }
  }
  return null;
}
