import type { ConversationId } from '@sotto/protocol';
import type { Changes, Reader } from '../store/changes.ts';

/** Whether a message was here, or would have come, and is not to be shown again. */
export function hasDeparted(reader: Reader, messageId: string): boolean {
  return reader.first('select 1 from departed where message_id = ?', [messageId]) !== undefined;
}

export function noteDeparted(
  changes: Changes,
  conversationId: ConversationId,
  messageId: string,
  now: number,
): void {
  changes.run('insert or ignore into departed (message_id, conversation_id, departed_at) values (?, ?, ?)', [
    messageId,
    conversationId,
    now,
  ]);
}
