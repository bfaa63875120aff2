import type { ConversationId } from '@sotto/protocol';
import type { Changes, Reader } from '../store/changes.ts';
import { numberOf } from '../store/columns.ts';

/** How far a thread was read. */
export function threadReadThrough(reader: Reader, threadId: string): number {
  const row = reader.first('select read_through from threads where thread_id = ?', [threadId]);
  return row === undefined ? 0 : numberOf(row, 'read_through');
}

/** Moves a thread's marker forward; a marker never goes back. Says whether it moved. */
export function advanceThreadRead(
  changes: Changes,
  conversationId: ConversationId,
  threadId: string,
  through: number,
): boolean {
  const moved = changes.run(
    `insert into threads (thread_id, conversation_id, read_through) values (?, ?, ?)
     on conflict (thread_id) do update set read_through = excluded.read_through
     where read_through < excluded.read_through`,
    [threadId, conversationId, through],
  );
  if (moved === 0) return false;
  changes.touchConversation(conversationId, threadId);
  changes.touchThreads();
  return true;
}
