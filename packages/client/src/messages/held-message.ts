import type { ConversationId, MessageId } from '@sotto/protocol';
import type { DeviceContext } from '../device-context.ts';
import { enqueue } from '../outbox/outbox-table.ts';
import type { SqlRow } from '../platform/sql-store.ts';
import type { Changes, Reader } from '../store/changes.ts';
import { bytesOf, numberOf, textOf } from '../store/columns.ts';

/**
 * The newest message of a conversation while it can be taken back: written and shown, not in the outbox.
 * There is at most one, because writing anything else there lets it go.
 */
export type HeldMessage = {
  readonly messageId: MessageId;
  readonly conversationId: ConversationId;
  readonly content: Uint8Array;
  readonly dueAt: number;
};

type Context = Pick<DeviceContext, 'self' | 'platform'>;

export function holdMessage(changes: Changes, held: HeldMessage): void {
  changes.run('insert into held (conversation_id, message_id, content, due_at) values (?, ?, ?, ?)', [
    held.conversationId,
    held.messageId,
    held.content,
    held.dueAt,
  ]);
  changes.touchHeld();
}

export function readHeld(reader: Reader, messageId: string): HeldMessage | null {
  const row = reader.first('select * from held where message_id = ?', [messageId]);
  return row === undefined ? null : heldOf(row);
}

export function removeHeld(changes: Changes, messageId: string): void {
  changes.run('delete from held where message_id = ?', [messageId]);
}

/** It can no longer be taken back. */
export function releaseHeld(changes: Changes, context: Context, conversationId: ConversationId): void {
  const row = changes.first('select * from held where conversation_id = ?', [conversationId]);
  if (row !== undefined) release(changes, context, heldOf(row));
}

/** Lets go whatever is due. @returns when the next is. */
export function releaseDue(changes: Changes, context: Context): number | null {
  const now = context.platform.clock();
  for (const row of changes.all('select * from held where due_at <= ? order by due_at', [now])) {
    release(changes, context, heldOf(row));
  }
  const next = changes.first('select min(due_at) as at from held');
  return typeof next?.['at'] === 'number' ? next['at'] : null;
}

function release(changes: Changes, { self, platform }: Context, held: HeldMessage): void {
  const { messageId, conversationId, content } = held;
  removeHeld(changes, messageId);
  enqueue(
    changes,
    { messageId, conversationId, audience: 'conversation', content, expiresAt: null },
    self.deviceId,
    platform.clock(),
  );
  changes.touchConversation(conversationId, messageId);
}

function heldOf(row: SqlRow): HeldMessage {
  return {
    messageId: textOf(row, 'message_id') as MessageId,
    conversationId: textOf(row, 'conversation_id') as ConversationId,
    content: bytesOf(row, 'content'),
    dueAt: numberOf(row, 'due_at'),
  };
}
