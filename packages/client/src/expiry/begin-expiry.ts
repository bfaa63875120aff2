import type { ConversationId } from '@sotto/protocol';
import type { Changes } from '../store/changes.ts';
import { textOf } from '../store/columns.ts';

/**
 * Messages of others that disappear begin to when they were read.
 *
 * @param through server time up to which they were read.
 * @param readAt when that was.
 */
export function beginExpiry(
  changes: Changes,
  conversationId: ConversationId,
  threadId: string | null,
  through: number,
  readAt: number,
): void {
  const rows = changes.all(
    `select item_id from items where conversation_id = ? and thread_id is ? and mine = 0 and sort_at <= ?
       and expires_seconds is not null and expires_at is null and kind = 'message'`,
    [conversationId, threadId, through],
  );
  for (const row of rows) {
    const itemId = textOf(row, 'item_id');
    changes.run('update items set expires_at = ? + expires_seconds * 1000 where item_id = ?', [
      Math.floor(readAt),
      itemId,
    ]);
    changes.touchConversation(conversationId, itemId);
  }
  if (rows.length > 0) changes.touchExpiry();
}
