import type { ConversationId } from '@sotto/protocol';
import { ClientError } from '../client-error.ts';
import type { DeviceContext } from '../device-context.ts';
import { forgetMessage } from '../marks/forget-message.ts';
import { setFailed } from '../outbox/outbox-table.ts';
import type { Changes } from '../store/changes.ts';
import { textOf } from '../store/columns.ts';
import { failMessage } from './item-table.ts';

/** Tries a failed message again, in its place; and whatever this person did with a message that failed. */
export function retryMessage({ database }: Pick<DeviceContext, 'database'>, messageId: string): void {
  database.commit((changes) => {
    const failed = changes.all(
      `select o.message_id, o.conversation_id from outbox o join marks m on m.message_id = o.message_id
       where m.target = ? and o.failed = 1`,
      [messageId],
    );
    for (const row of failed) {
      setFailed(changes, textOf(row, 'message_id'), false);
      changes.touchConversation(textOf(row, 'conversation_id') as ConversationId, messageId);
    }
    if (failed.length > 0 && !isUnsent(changes, messageId)) return;
    const conversationId = conversationOfUnsent(changes, messageId);
    setFailed(changes, messageId, false);
    failMessage(changes, conversationId, messageId, null);
  });
}

/** Takes back a message that has not left; what this person did with it meanwhile goes with it. */
export function discardMessage({ database }: Pick<DeviceContext, 'database'>, messageId: string): void {
  database.commit((changes) => {
    const conversationId = conversationOfUnsent(changes, messageId);
    forgetMessage(changes, { conversationId, target: messageId });
  });
}

function conversationOfUnsent(changes: Changes, messageId: string): ConversationId {
  const row = changes.first(
    `select conversation_id from items where item_id = ? and mine = 1 and state in ('waiting', 'failed')`,
    [messageId],
  );
  if (row === undefined) throw new ClientError('unknown-message');
  return textOf(row, 'conversation_id') as ConversationId;
}

function isUnsent(changes: Changes, messageId: string): boolean {
  return changes.first('select 1 from outbox where message_id = ?', [messageId]) !== undefined;
}
