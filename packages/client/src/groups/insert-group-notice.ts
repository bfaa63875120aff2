import type { AccountId, ConversationId } from '@sotto/protocol';
import type { Changes } from '../store/changes.ts';
import { type StoredChange, writeChange } from './stored-change.ts';

/** A line of the timeline that says what changed in a group; once, however often it is told. */
export function insertGroupNotice(
  changes: Changes,
  notice: {
    readonly itemId: string;
    readonly conversationId: ConversationId;
    readonly accountId: AccountId;
    readonly change: StoredChange;
    /** The server's time, so that it stands where it happened. */
    readonly at: number;
  },
): void {
  const { itemId, conversationId, accountId, change, at } = notice;
  const added = changes.run(
    `insert or ignore into items (item_id, conversation_id, kind, sender_id, sender_device_id, mine, sort_at,
       counter, detail, text)
     values (?, ?, 'notice', ?, '', 0, ?, 0, 'group', ?)`,
    [itemId, conversationId, accountId, at, writeChange(change)],
  );
  if (added > 0) changes.touchConversation(conversationId, itemId);
}
